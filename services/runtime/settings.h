// Settings: flag over environment over file over default, each value with the place where it comes from.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "giaoban/v1/envelope.pb.h"
#include "giaoban/v1/report.pb.h"
#include "giaoban/v1/settings.pb.h"

namespace giaoban::runtime {

// Where settings may be said. Later ones win over earlier ones: file, environment, flags.
struct SettingSources {
  std::string file;                                        // path of giaoban.txtpb; it need not exist; empty: none
  std::map<std::string, std::string> environment;          // variables that begin with GIAOBAN_
  std::vector<std::pair<std::string, std::string>> flags;  // "gateway.port" and its value, in order
};

// The settings, complete: every field has a value. When `faults` is not empty they must not be used.
struct SettingsRead {
  v1::Settings settings;
  std::vector<v1::ConfigLine> lines;  // every setting, in the contract's order, with value and origin
  std::vector<v1::Refusal> faults;    // all of them; `field` names the setting where there is one
};

// Pure but for reading the file. Throws std::system_error when the file is there and cannot be read.
SettingsRead read_settings(const SettingSources& sources);

// Variables of this process that begin with GIAOBAN_.
std::map<std::string, std::string> environment_of_process();

// The one place where defaults are declared.
v1::Settings default_settings();

// Every setting with its default, commented out.
std::string settings_template();

// The settings file that `init` writes: the template, and the mode in which nothing is sent, so that a new installation
// tells nobody by accident.
std::string first_settings();

// Checks values: bounds of numbers, words, addresses. `faults` are texts without a place; the pair's first names the
// setting.
std::vector<std::pair<std::string, v1::Refusal>> check_bounds(const v1::Settings& settings);

// Names of all settings, "gateway.port", in the contract's order.
std::vector<std::string> setting_names();

// The name that was probably meant, in both languages, as the end of an error's text; empty when nothing is near.
struct Meant {
  std::string vi;
  std::string en;
};
Meant nearest_name(std::string_view word, const std::vector<std::string>& known);

}  // namespace giaoban::runtime

// Settings: flag over environment over file over default, each value with the place where it comes from.
#include "services/runtime/settings.h"

#include <google/protobuf/descriptor.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstring>
#include <optional>
#include <stdexcept>

#include "services/runtime/text_file.h"
#include "workflows/core/parse_fault.h"
#include "workflows/core/refusal.h"
#include "workflows/core/source_text.h"

namespace giaoban::runtime {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr std::string_view kPrefix = "GIAOBAN_";
constexpr std::string_view kDataVariable = "GIAOBAN_DATA";  // where the folder is; not a setting

// One setting of the contract: a field of a section.
struct Setting {
  const FieldDescriptor* section = nullptr;
  const FieldDescriptor* field = nullptr;
  std::string name() const { return section->name() + "." + field->name(); }
};

std::vector<Setting> all_places() {
  std::vector<Setting> places;
  const auto* type = v1::Settings::descriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    const auto* section = type->field(i);
    for (int j = 0; j < section->message_type()->field_count(); ++j) {
      places.push_back({section, section->message_type()->field(j)});
    }
  }
  return places;
}

std::string variable_of(const Setting& place) {
  std::string name(kPrefix);
  for (const char c : place.section->name() + "_" + place.field->name()) {
    name += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return name;
}

const Message& section_of(const v1::Settings& settings, const Setting& place) {
  return settings.GetReflection()->GetMessage(settings, place.section);
}

std::string value_of(const v1::Settings& settings, const Setting& place) {
  const Message& section = section_of(settings, place);
  if (place.field->cpp_type() == FieldDescriptor::CPPTYPE_UINT32) {
    return std::to_string(section.GetReflection()->GetUInt32(section, place.field));
  }
  if (place.field->cpp_type() == FieldDescriptor::CPPTYPE_BOOL) {
    return section.GetReflection()->GetBool(section, place.field) ? "true" : "false";
  }
  return section.GetReflection()->GetString(section, place.field);
}

// Sets a value given as text; false when it is none of the field's type.
bool set_value(v1::Settings& settings, const Setting& place, const std::string& text) {
  Message* section = settings.GetReflection()->MutableMessage(&settings, place.section);
  if (place.field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    if (core::first_bad_utf8(text)) return false;
    section->GetReflection()->SetString(section, place.field, text);
    return true;
  }
  if (place.field->cpp_type() == FieldDescriptor::CPPTYPE_BOOL) {
    if (text != "true" && text != "false") return false;
    section->GetReflection()->SetBool(section, place.field, text == "true");
    return true;
  }
  if (place.field->cpp_type() != FieldDescriptor::CPPTYPE_UINT32) {
    throw std::logic_error("a setting of a type that nobody reads: " + place.name());
  }
  uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return false;
  section->GetReflection()->SetUInt32(section, place.field, number);
  return true;
}

// Gathers settings from the weakest source to the strongest.
class Reading {
 public:
  Reading() : places_(all_places()) {
    read_.settings = default_settings();
    for (const Setting& place : places_) origins_[place.name()] = "default";
  }

  void take_file(const std::string& path) {
    if (path.empty()) return;
    v1::Settings said;
    TextFile file = read_text_file(path, said);
    read_.faults.insert(read_.faults.end(), file.faults.begin(), file.faults.end());
    if (!file.faults.empty()) return;
    read_.settings.MergeFrom(said);
    for (const Setting& place : places_) {
      const auto found = file.places.find(place.name());
      if (found != file.places.end())
        origins_[place.name()] = "file " + path + ":" + std::to_string(found->second.line);
    }
  }

  void take_environment(const std::map<std::string, std::string>& environment) {
    for (const auto& [name, value] : environment) {
      if (name == kDataVariable) continue;
      const auto place =
          std::find_if(places_.begin(), places_.end(), [&](const auto& p) { return variable_of(p) == name; });
      if (place != places_.end()) {
        set(*place, value, "environment " + name);
        continue;
      }
      std::vector<std::string> known{std::string(kDataVariable)};
      for (const Setting& p : places_) known.push_back(variable_of(p));
      const Meant meant = nearest_name(name, known);
      fault("", "Không có biến môi trường " + name + "." + meant.vi,
            "There is no environment variable " + name + "." + meant.en);
    }
  }

  void take_flags(const std::vector<std::pair<std::string, std::string>>& flags) {
    for (const auto& [name, value] : flags) {
      const auto place = std::find_if(places_.begin(), places_.end(), [&](const auto& p) { return p.name() == name; });
      if (place != places_.end()) {
        set(*place, value, "flag --" + name);
        continue;
      }
      const Meant meant = nearest_name(name, setting_names());
      fault(name, "Không có cài đặt --" + name + "." + meant.vi, "There is no setting --" + name + "." + meant.en);
    }
  }

  SettingsRead finish() {
    for (auto& [name, refusal] : check_bounds(read_.settings)) {
      const std::string& origin = origins_[name];
      fault(name, refusal.text_vi() + " (" + origin + ")", refusal.text_en() + " (" + origin + ")");
    }
    for (const Setting& place : places_) {
      auto& line = read_.lines.emplace_back();
      line.set_name(place.name());
      line.set_value(value_of(read_.settings, place));
      line.set_origin(origins_[place.name()]);
    }
    return std::move(read_);
  }

 private:
  void set(const Setting& place, const std::string& value, const std::string& origin) {
    if (set_value(read_.settings, place, value)) {
      origins_[place.name()] = origin;
      return;
    }
    const std::string name = place.name();
    std::string vi = " không phải là UTF-8";
    std::string en = " is not UTF-8";
    if (place.field->cpp_type() == FieldDescriptor::CPPTYPE_UINT32) {
      vi = " cần một số nguyên không âm, nhưng gặp \"" + value + "\"";
      en = " needs a whole number, but there is \"" + value + "\"";
    } else if (place.field->cpp_type() == FieldDescriptor::CPPTYPE_BOOL) {
      vi = " cần true hoặc false, nhưng gặp \"" + value + "\"";
      en = " needs true or false, but there is \"" + value + "\"";
    }
    fault(name, name + vi + ". (" + origin + ")", name + en + ". (" + origin + ")");
  }

  void fault(const std::string& name, const std::string& vi, const std::string& en) {
    read_.faults.push_back(core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, name, vi, en));
  }

  std::vector<Setting> places_;
  std::map<std::string, std::string> origins_;
  SettingsRead read_;
};

}  // namespace

SettingsRead read_settings(const SettingSources& sources) {
  Reading reading;
  reading.take_file(sources.file);
  reading.take_environment(sources.environment);
  reading.take_flags(sources.flags);
  return reading.finish();
}

std::map<std::string, std::string> environment_of_process() {
  std::map<std::string, std::string> found;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const size_t equals = text.find('=');
    if (equals == std::string_view::npos || text.substr(0, kPrefix.size()) != kPrefix) continue;
    found.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return found;
}

std::vector<std::string> setting_names() {
  std::vector<std::string> names;
  for (const Setting& place : all_places()) names.push_back(place.name());
  return names;
}

Meant nearest_name(std::string_view word, const std::vector<std::string>& known) {
  const auto distance = [&](const std::string& name) { return core::edit_distance(word, name); };
  const auto nearest = std::min_element(known.begin(), known.end(),
                                        [&](const auto& a, const auto& b) { return distance(a) < distance(b); });
  if (nearest == known.end() || distance(*nearest) > std::max<size_t>(3, word.size() / 3)) return {};
  return {" Có phải ý là " + *nearest + "?", " Did you mean " + *nearest + "?"};
}

}  // namespace giaoban::runtime

// Draws the way of a kind for Graphviz: who is asked, which verb leads where, when an answer is due.
#include <string>
#include <string_view>

#include "workflows/core/check.h"
#include "workflows/core/words.h"

namespace giaoban::core {
namespace {

constexpr std::string_view kFont = "Be Vietnam Pro,Liberation Sans,sans-serif";

struct Colour {
  std::string_view fill;
  std::string_view line;
};

Colour colour_of(const v1::State& state) {
  if (state.author()) return {"#E8F1FB", "#2F6FB0"};
  if (!state.end()) return {"#FFF6DE", "#B58100"};
  switch (state.outcome()) {
    case v1::OUTCOME_APPROVED:
      return {"#E3F4E6", "#2E7D32"};
    case v1::OUTCOME_REJECTED:
      return {"#FBE5E5", "#B3261E"};
    case v1::OUTCOME_EXPIRED:
      return {"#F0E6F6", "#6A3E8E"};
    default:
      return {"#EEEEEE", "#6B6B6B"};
  }
}

std::string_view style_of(v1::Verb verb) {
  switch (verb) {
    case v1::VERB_SUBMIT:
      return "color=\"#2F6FB0\" fontcolor=\"#2F6FB0\"";
    case v1::VERB_APPROVE:
      return "color=\"#2E7D32\" fontcolor=\"#2E7D32\" penwidth=1.6";
    case v1::VERB_SEND_BACK:
    case v1::VERB_REOPEN:
      return "color=\"#B26A00\" fontcolor=\"#B26A00\" style=dashed";
    case v1::VERB_REJECT:
      return "color=\"#B3261E\" fontcolor=\"#B3261E\"";
    case v1::VERB_EXPIRE:
      return "color=\"#6A3E8E\" fontcolor=\"#6A3E8E\" style=dashed";
    case v1::VERB_WITHDRAW:
      return "color=\"#8A8A8A\" fontcolor=\"#6B6B6B\" style=dotted";
    default:
      return "color=\"#444444\" fontcolor=\"#444444\"";
  }
}

// For Graphviz's HTML-like labels.
std::string html(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return out;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string small(const v1::Label& label) {
  return "<BR/><FONT POINT-SIZE=\"9\" COLOR=\"#555555\">" + html(label.vi()) + "</FONT>" +
         "<BR/><FONT POINT-SIZE=\"8\" COLOR=\"#777777\"><I>" + html(label.en()) + "</I></FONT>";
}

std::string heading(const v1::Label& label, int size) {
  return "<FONT POINT-SIZE=\"" + std::to_string(size) + "\"><B>" + html(label.vi()) + "</B></FONT>" +
         "<BR/><FONT POINT-SIZE=\"" + std::to_string(size - 3) + "\">" + html(label.en()) + "</FONT>";
}

v1::Label label(std::string vi, std::string en) {
  v1::Label made;
  made.set_vi(std::move(vi));
  made.set_en(std::move(en));
  return made;
}

v1::Label office(const v1::Asked& asked) {
  const v1::Label role = label_of(asked.role());
  const v1::Label level = label_of(asked.level());
  return label(role.vi() + " " + level.vi(), level.en() + " " + role.en());
}

v1::Label due(const v1::Due& due) {
  const auto count = [](auto n) { return std::to_string(n); };
  switch (due.when_case()) {
    case v1::Due::kWorkingHours:
      return label("hạn: " + count(due.working_hours()) + " giờ làm việc",
                   "due: " + count(due.working_hours()) + " working hours");
    case v1::Due::kWorkingDays:
      return label("hạn: " + count(due.working_days()) + " ngày làm việc",
                   "due: " + count(due.working_days()) + " working days");
    case v1::Due::kCadence:
      return label("hạn: theo định kỳ", "due: with the period");
    case v1::Due::kAfterField:
      return label(
          "hạn: " + count(due.after_field().working_days()) + " ngày làm việc sau " + due.after_field().field(),
          "due: " + count(due.after_field().working_days()) + " working days after " + due.after_field().field());
    default:
      return {};
  }
}

v1::Label reminders(const v1::State& state) {
  v1::Label text = label("nhắc:", "told:");
  for (int r = 0; r < state.reminders_size(); ++r) {
    const int days = state.reminders(r).days();
    const std::string rung = (r > 0 ? " · " : " ") + std::string(days > 0 ? "+" : "") + std::to_string(days) + " ";
    text.set_vi(text.vi() + rung + label_of(state.reminders(r).whom()).vi());
    text.set_en(text.en() + rung + label_of(state.reminders(r).whom()).en());
  }
  return text;
}

std::string node(const v1::State& state) {
  const Colour colour = colour_of(state);
  std::string text = heading(state.label(), 13);
  if (state.author()) text += small(label("người lập", "author"));
  if (state.has_asked()) text += small(office(state.asked()));
  if (state.has_due()) text += small(due(state.due()));
  if (state.reminders_size() > 0) text += small(reminders(state));
  return "  " + quoted(state.name()) + " [label=<" + text + "> fillcolor=\"" + std::string(colour.fill) +
         "\" color=\"" + std::string(colour.line) + "\"" + (state.end() ? " peripheries=2" : "") + "]\n";
}

std::string arrow(const std::string& from, const std::string& to, v1::Verb verb, const v1::Label& said) {
  return "  " + quoted(from) + " -> " + quoted(to) + " [label=<" + html(said.vi()) + "<BR/><FONT POINT-SIZE=\"8\"><I>" +
         html(said.en()) + "</I></FONT>> " + std::string(style_of(verb)) + "]\n";
}

std::string arrows(const v1::State& state) {
  std::string text;
  for (const v1::Move& move : state.moves()) {
    if (move.to().empty()) continue;
    v1::Label said = move.has_label() ? move.label() : label_of(move.verb());
    if (move.at_most() > 0) {
      said.set_vi(said.vi() + " (tối đa " + std::to_string(move.at_most()) + " lần)");
      said.set_en(said.en() + " (at most " + std::to_string(move.at_most()) + "×)");
    }
    text += arrow(state.name(), move.to(), move.verb(), said);
  }
  if (state.has_expiry()) {
    const std::string days = std::to_string(state.expiry().working_days_after_due());
    text += arrow(state.name(), state.expiry().to(), v1::VERB_EXPIRE,
                  label("Hết hạn, +" + days + " ngày làm việc", "Expires, +" + days + " working days"));
  }
  return text;
}

}  // namespace

std::string draw(const v1::Kind& kind) {
  const std::string font = "fontname=" + quoted(kFont);
  v1::Label openers;
  for (const v1::Asked& asked : kind.may_open()) {
    const v1::Label who = office(asked);
    openers.set_vi(openers.vi() + (openers.vi().empty() ? "" : ", ") + who.vi());
    openers.set_en(openers.en() + (openers.en().empty() ? "" : ", ") + who.en());
  }
  std::string text = "digraph " + quoted(kind.name()) + " {\n";
  text += "  graph [rankdir=TB nodesep=0.5 ranksep=0.6 pad=0.3 bgcolor=white labelloc=t " + font + " label=<" +
          heading(kind.title(), 16) + "<BR/> >]\n";
  text += "  node [shape=box style=\"rounded,filled\" penwidth=1.3 margin=\"0.2,0.12\" " + font + "]\n";
  text += "  edge [fontsize=10 arrowsize=0.7 " + font + "]\n";
  text += "  \"*\" [shape=circle style=filled fillcolor=\"#2F6FB0\" color=\"#2F6FB0\" label=\"\" width=0.16]\n";
  for (const v1::State& state : kind.way().states()) text += node(state);
  text += arrow("*", kind.way().first(), v1::VERB_SUBMIT, label("Mở: " + openers.vi(), "Open: " + openers.en()));
  for (const v1::State& state : kind.way().states()) text += arrows(state);
  return text + "}\n";
}

}  // namespace giaoban::core

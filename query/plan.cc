#include "query/plan.h"

#include <array>
#include <string_view>

namespace tarsach::query {

namespace {

constexpr std::array<std::string_view, 9> kNames = {"everything", "nothing", "words", "values", "dates",
                                                    "all",        "any",     "not",   "most"};

constexpr std::size_t kPrintedTerms = 8;

// "среща", "нов|нова", "[бизнес клъстер]"; a gap within a phrase is "_".
std::string print(const Slot& slot) {
  std::string out;
  for (std::size_t i = 0; i < slot.terms.size(); ++i) {
    if (i == kPrintedTerms) return out + "|…" + std::to_string(slot.terms.size() - i);
    out += (i == 0 ? "" : "|") + slot.terms[i];
  }
  return out;
}

std::string print(const Sequence& sequence) {
  if (sequence.slots.size() == 1) return print(sequence.slots.front());
  std::string out = "[";
  std::uint32_t next = 0;
  for (const Slot& slot : sequence.slots) {
    for (; next < slot.offset; ++next) out += "_ ";
    out += print(slot) + (&slot == &sequence.slots.back() ? "]" : " ");
    next = slot.offset + 1;
  }
  return out;
}

}  // namespace

std::string print(const Plan& plan, const Columns& columns) {
  std::string out = "(" + std::string(kNames[static_cast<std::size_t>(plan.kind)]);
  for (const Sequence& sequence : plan.sequences) out += " " + print(sequence);
  if (plan.kind == PlanKind::kValues) out += " " + std::string(row(plan.field).name);
  for (const std::uint32_t value : plan.values) out += " " + std::string(columns.of(plan.field).values()[value]);
  if (plan.kind == PlanKind::kDates)
    out += " " + format_iso_date(plan.period.from) + ".." + format_iso_date(plan.period.to);
  for (const Plan& child : plan.children) out += " " + print(child, columns);
  return out + ")";
}

}  // namespace tarsach::query

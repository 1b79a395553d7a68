// Dates in any bytes: in order, within the text, and in the calendar.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "corpus/dates.h"

static bool is_real(tarsach::schema::Date date) {
  if (date.year == 0) date.year = 2000;  // a day without a year is real if some year has it
  return is_valid(date);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  std::size_t end = 0;
  for (const tarsach::corpus::FoundDate& date : tarsach::corpus::find_dates(text)) {
    const bool placed = date.begin >= end && date.end > date.begin && date.end <= size;
    const bool real = is_real(date.first) && is_real(date.last) && date.first <= date.last;
    if (!placed || !real) std::abort();
    end = date.end;
  }
  return 0;
}

// What is written after the colon of a field, understood: ids and labels, years and ranges of years, days and periods,
// languages. Used for queries („година:2017..2019“) and for the parameters of a request alike.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/columns.h"
#include "query/snapshot.h"

namespace tarsach::query {

/// Both ends inclusive; "2017", "2017..2019", "..2015", "2020..".
struct Years {
  int from = 0, to = 9999;
};
[[nodiscard]] std::optional<Years> parse_years(std::string_view text);

/// "2018", "2018-07", "2018-07-05", "5.7.2018", "05.07.2018 г." and two of them with ".." between.
[[nodiscard]] std::optional<Period> parse_period(std::string_view text);

/// "bg", "en" or another code as it is; "български", "Bulgarian", "английски"… as their code.
[[nodiscard]] std::string language_code(std::string_view text);

/// The numbers in the field's Column of the values with this very id, language, or within this range of years.
/// Empty: no document has it.
[[nodiscard]] std::vector<std::uint32_t> exact_values(const Columns& columns, schema::Field field,
                                                      std::string_view value);

/// The same, and by label or name for events and topics. Nothing: not understood.
[[nodiscard]] std::optional<std::vector<std::uint32_t>> find_values(Session& session, schema::Field field,
                                                                    std::string_view value);

}  // namespace tarsach::query

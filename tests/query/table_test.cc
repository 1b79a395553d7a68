#include "query/table.h"

#include <gtest/gtest.h>

namespace tarsach::query {
namespace {

const Table& sample() {
  static const Table table{{{"value"}, {"count", Align::kRight}, {"label"}},
                           {{"варна-2018", "7", "Варна"}, {"x", "12", ""}, {"a\tb", "1", "\033[1m"}}};
  return table;
}

TEST(Table, AlignsColumnsByLettersNotBytes) {
  EXPECT_EQ(aligned(sample()),
            "value       count  label\n"
            "варна-2018      7  Варна\n"
            "x              12\n"
            "a b             1  [1m\n");
}

TEST(Table, SeparatesCellsByTabsAndKeepsCellsFreeOfThem) {
  EXPECT_EQ(tab_separated(sample()), "value\tcount\tlabel\nварна-2018\t7\tВарна\nx\t12\t\na b\t1\t[1m\n");
}

TEST(Table, ShowsItsNamesWithoutRows) { EXPECT_EQ(aligned({{{"a"}, {"b"}}, {}}), "a  b\n"); }

}  // namespace
}  // namespace tarsach::query

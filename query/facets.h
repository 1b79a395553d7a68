// Choosing and counting. Choices within a field are alternatives; fields narrow each other; a facet ignores its own
// choice, so that the count on a value is the total one gets by choosing it. Counts are exact.
//
//   const Choices choices(snapshot, request);
//   Bitmap matches = choices.apply(text_matches);
//   Facet years = count_facet(snapshot, choices, Field::kYear, text_matches, watch);
#pragma once

#include <array>
#include <functional>
#include <limits>
#include <optional>
#include <vector>

#include "query/bitmap.h"
#include "query/request.h"
#include "query/snapshot.h"
#include "query/watch.h"

namespace tarsach::query {

/// The filters and the period of a request, as sets of documents.
class Choices {
 public:
  /// The request has passed check().
  Choices(const Snapshot& snapshot, const Request& request);

  [[nodiscard]] Bitmap apply(Bitmap matches) const;
  /// Without what is chosen in this field; what is excluded there stays out.
  [[nodiscard]] Bitmap apply_but(schema::Field field, Bitmap matches) const;

  struct Chosen {
    std::vector<std::uint32_t> values;  // numbers in the Column
    std::vector<std::string> unknown;   // values that no document has
    Bitmap documents;
  };
  /// Null if nothing is chosen in the field.
  [[nodiscard]] const Chosen* chosen(schema::Field field) const;

 private:
  std::array<std::optional<Chosen>, schema::kFields.size()> chosen_;
  std::vector<Bitmap> excluded_;
  std::optional<Bitmap> period_;
};

/// Which values are listed; all if empty. What is chosen is listed always.
using ValueTest = std::function<bool(const FacetCount&)>;

/// Which values of a field are wanted.
struct Wanted {
  schema::Field field = schema::Field::kEvent;
  std::size_t first = std::numeric_limits<std::size_t>::max();  // so many, and maybe more
};

/// `matches` are those of the text alone. Throws Xapian::Error when the deadline passes.
[[nodiscard]] Facet count_facet(const Snapshot& snapshot, const Choices& choices, const Wanted& wanted,
                                const Bitmap& matches, Watch& watch);

/// Leaves the values that pass the test, then the first `limit` and what is chosen.
void narrow(Facet& facet, std::size_t limit, const ValueTest& test = {});

}  // namespace tarsach::query

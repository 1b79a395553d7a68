// Which of a few documents have which terms: rows and columns of the term-document matrix, out of the posting lists.
//
//   Incidence incidence(documents);                                   // ascending
//   incidence.add(postings.of(term, incidence.among(), watch));       // of each term, in turn
//   if (incidence.has(2, 0)) …                                        // documents[2] has the first term
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "query/postings.h"

namespace tarsach::query {

class Incidence {
 public:
  explicit Incidence(std::span<const std::uint32_t> documents)
      : documents_(documents), among_(std::vector<std::uint32_t>(documents.begin(), documents.end())) {}

  [[nodiscard]] const Among& among() const { return among_; }

  /// Postings of the next term, ascending; they may have other documents too.
  void add(std::span<const Posting> postings);

  [[nodiscard]] bool has(std::size_t document, std::size_t term) const {
    return rows_[term * documents_.size() + document] != 0;
  }

 private:
  std::span<const std::uint32_t> documents_;
  Among among_;
  std::vector<char> rows_;  // of each term, a place for each document
};

}  // namespace tarsach::query

#include "query/incidence.h"

namespace tarsach::query {

void Incidence::add(std::span<const Posting> postings) {
  const std::size_t row = rows_.size();
  rows_.resize(row + documents_.size());
  auto posting = postings.begin();
  for (std::size_t i = 0; i < documents_.size(); ++i) {
    while (posting != postings.end() && posting->document < documents_[i]) ++posting;
    if (posting == postings.end()) break;
    rows_[row + i] = posting->document == documents_[i] ? 1 : 0;
  }
}

}  // namespace tarsach::query

// Where words of a query stand in one document after the other, out of the forward index: one pass over a document,
// whatever number of its terms is asked for.
//
//   ForwardReader reader;                                             // keeps its memory
//   reader.open(snapshot.forward().of(document));
//   reader.ask(schema::hash_of_term("варна"), 0);
//   reader.ask(schema::hash_of_term("варненски"), 0);
//   reader.ask(schema::hash_of_term("море"), 1);
//   reader.for_each([&](std::uint32_t position, std::uint32_t number) { … });   // 0: варна or варненски, 1: море
//
// Only terms that the document has may be asked for: of any other one this may tell where one stands that it has. Which
// they are is known from posting lists (Incidence), or by a look at the text.
//
// About 1.3 µs for an article of 400 words.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "schema/forward_document.h"

namespace tarsach::query {

class ForwardReader {
 public:
  /// From here on this document is read, and nothing is asked for yet. Throws Xapian::DatabaseCorruptError for what is
  /// none.
  void open(std::string_view packed);

  /// A term of Field::kText. A number may be given to several terms, and a term may have several numbers.
  void ask(std::uint64_t hash, std::uint32_t number);

  /// Positions ascend, those of one term before those of the next where several stand at one. Returns the document's
  /// last position.
  template <typename Action>
  std::uint32_t for_each(Action&& action) const;

  [[nodiscard]] const schema::ForwardDocument& document() const { return document_; }

  /// The position behind the title's last word. Title and body are apart, and between other words there is no gap.
  [[nodiscard]] std::uint32_t title_end() const;

 private:
  struct Asked {
    std::uint32_t number = 0;
    std::uint32_t code = 0;
    std::uint32_t next = 0;  // of the same code: its place in asked_, from 1; 0: none
  };

  schema::ForwardDocument document_;
  std::vector<Asked> asked_;
  std::vector<std::uint32_t> firsts_;  // by code: as `next`
};

template <typename Action>
std::uint32_t ForwardReader::for_each(Action&& action) const {
  return document_.for_each([&action, firsts = firsts_.data(), this](std::uint32_t position, std::uint32_t code) {
    for (std::uint32_t at = firsts[code]; at != 0; at = asked_[at - 1].next) action(position, asked_[at - 1].number);
  });
}

}  // namespace tarsach::query

// Numbers and texts one after the other, as the files that only the indexer reads are written (article_list, counts).
// Numbers are varints (seven bits a byte, the lowest first) or 64 bits (little-endian), texts their length and bytes.
//
//   PackedWriter writer("TarsachA", 1);          PackedReader reader(bytes, "TarsachA", 1);
//   writer.number(42);                           reader.number()          42
//   writer.text("среща");                        reader.text(100)         a view into bytes
//   std::move(writer).take()                     reader.at_end()          all was read, and nothing was wrong
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tarsach::indexer {

class PackedWriter {
 public:
  PackedWriter(std::string_view magic, std::uint64_t version);

  void number(std::uint64_t number);
  void fixed(std::uint64_t number);  // for what is as good as random
  void text(std::string_view text);
  [[nodiscard]] std::string take() && { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// After the first thing that is wrong, all numbers are 0 and all texts are empty, and fine() is false.
class PackedReader {
 public:
  PackedReader(std::string_view bytes, std::string_view magic, std::uint64_t version);

  [[nodiscard]] std::uint64_t number();
  /// A number of at most `most`, for what is kept in less than 64 bits.
  [[nodiscard]] std::uint64_t number(std::uint64_t most);
  [[nodiscard]] std::uint64_t fixed();
  [[nodiscard]] std::string_view text(std::size_t most_bytes);
  /// How many things follow that take at least `bytes_each`: never more than there is room for.
  [[nodiscard]] std::size_t count(std::size_t bytes_each);

  [[nodiscard]] bool fine() const { return fine_; }
  [[nodiscard]] bool at_end() const { return fine_ && bytes_.empty(); }

 private:
  void refuse();

  std::string_view bytes_;
  bool fine_ = true;
};

}  // namespace tarsach::indexer

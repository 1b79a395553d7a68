// What the readers of the several formats hand their articles to. Adds the file's name and the missing ids, holds back
// what is no article, says each oddity once, and remembers when the sink wants no more.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>

#include "corpus/reader.h"

namespace tarsach::corpus {

/// Which file is being read.
struct SourceFile {
  std::string path;  // as problems name it
  std::string stem;  // relative to the source, without .gz and extension: the id of its only article
};

/// One for a whole source, so that an unknown member is told once and not for each file.
class Delivery {
 public:
  explicit Delivery(ArticleSink& sink) : sink_(sink) {}

  void begin(SourceFile file) { file_ = std::move(file); }
  void end(std::uint64_t file_bytes) { bytes_before_ += file_bytes, sink_.progress(bytes_before_); }
  /// Bytes of this file consumed so far.
  void progress(std::uint64_t bytes) { sink_.progress(bytes_before_ + bytes); }

  [[nodiscard]] bool stopped() const { return stopped_; }
  [[nodiscard]] const SourceFile& file() const { return file_; }

  /// Whether an article need not be read: see ArticleSink::known(). `suffix` as with article().
  [[nodiscard]] bool knows(std::string_view bytes, std::string_view format, std::size_t line,
                           const std::string& suffix = {});
  /// `suffix` tells the articles of one file apart in their ids ("#7"); empty if the file has only this one.
  void article(Article&& article, const std::string& suffix);
  void problem(std::size_t line, std::string reason);
  void unknown_member(std::size_t line, const std::string& name);
  /// A warning once in a file.
  void oddity(std::size_t line, const std::string& reason);

 private:
  ArticleSink& sink_;
  SourceFile file_;
  std::set<std::string> told_;
  std::uint64_t bytes_before_ = 0;
  bool stopped_ = false;
};

}  // namespace tarsach::corpus

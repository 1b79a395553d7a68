// One door for every file of articles: .jsonl .ndjson .json .html .htm .txt .md .markdown, each also with .gz, folders
// (recursively, in the order of names; hidden files are left out) and "-" for JSON Lines on standard input.
// A bad article is told to the sink with file, line and reason; the good ones beside it are still read.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "corpus/article.h"

namespace tarsach::corpus {

struct Problem {
  std::string file;
  std::size_t line = 0;  // 1-based; 0: the file as a whole
  std::string reason;    // what was expected and what was found
};

enum class Next : std::uint8_t { kGoOn, kStop };

/// What one article is going to be read from. The same `bytes` in the same `format` always give the same article, but
/// for its id, when they have none.
struct RawArticle {
  std::string_view bytes;
  std::string_view format;  // "json", "html", "plain", "markdown"
  std::string default_id;   // the article's, if it gives none itself
  std::size_t line = 0;     // where it begins in its file, 1-based
};

class ArticleSink {
 public:
  virtual ~ArticleSink() = default;
  /// Asked before an article is read. Anything but nothing: its sink knows it already, and it is passed over.
  virtual std::optional<Next> known(const RawArticle& raw, const std::string& file) {
    (void)raw, (void)file;
    return std::nullopt;
  }
  virtual Next article(Article&& article, const std::string& file) = 0;
  /// Something that was skipped.
  virtual Next problem(Problem&& problem) = 0;
  /// Something odd that lost nothing (an unknown member, once a kind).
  virtual void warning(Problem&& problem) = 0;
  /// Bytes of input consumed so far, for a progress bar; called now and then.
  virtual void progress(std::uint64_t bytes) { (void)bytes; }
};

/// Streams all articles of a source. An error only for a source that can not be read at all (missing, no permission,
/// an unknown kind of file named on the command line). In a folder, files of unknown kinds are passed over; what has
/// the name of an article's file and is none (a FIFO, a device), links out of the folder, linked folders and folders
/// that are nested too deep are problems.
[[nodiscard]] Result<void> read_source(const std::string& source, ArticleSink& sink);

/// Bytes on disk of everything that read_source() would read; 0 for standard input.
[[nodiscard]] std::uint64_t source_bytes(const std::string& source);

}  // namespace tarsach::corpus

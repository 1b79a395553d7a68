// The stored document: what is shown of an article and what snippets are cut from, in the document data of the index.
// On disk: a format byte, then for each member its length (a varint) and its UTF-8 bytes; never reorder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "schema/date.h"

namespace tarsach::schema {

struct Record {
  std::string id;
  std::string url;
  std::string source;
  std::string author;
  std::string title;
  std::string body;  // paragraphs separated by an empty line
  Date date;
  std::string language;  // "bg", "en", "und"
  std::vector<std::string> events;
  std::vector<std::string> topics;
};

/// The same as views into the encoded bytes, so that a page of hits copies no bodies.
struct RecordView {
  std::string_view id, url, source, author, title, body;
  Date date;
  std::string_view language;
  std::vector<std::string_view> events, topics;
};

[[nodiscard]] std::string encode(const Record& record);
/// Views into `bytes`, which must outlive them. kBadData for bytes that encode() has not written.
[[nodiscard]] Result<RecordView> decode(std::string_view bytes);

}  // namespace tarsach::schema

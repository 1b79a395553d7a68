// The stored document: what is shown of an article, and the body that snippets are cut from. Its facts – all but the
// body – are kept apart from it (schema/record_file.h), so that a hit without a snippet needs no body.
// Facts on disk: a format byte, then for each member its length (a varint) and its UTF-8 bytes; never reorder. The body
// is its bytes.
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

/// The same as views into the encoded bytes, so that a page of hits copies nothing.
struct FactsView {
  std::string_view id, url, source, author, title;
  Date date;
  std::string_view language;
  std::vector<std::string_view> events, topics;
};
struct RecordView : FactsView {
  std::string_view body;
};

[[nodiscard]] std::string encode_facts(const Record& record);
/// Views into `bytes`, which must outlive them. kBadData for bytes that encode_facts() has not written.
[[nodiscard]] Result<FactsView> decode_facts(std::string_view bytes);

}  // namespace tarsach::schema

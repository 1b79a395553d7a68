#include "schema/record.h"

#include <cstdint>
#include <optional>

#include "schema/terms.h"
#include "schema/varint.h"

namespace tarsach::schema {
namespace {

constexpr char kFormat = 2;  // on disk; in 1 the body was among them

void put_member(std::string& bytes, std::string_view member) {
  append_varint(bytes, member.size());
  bytes += member;
}

Result<std::string_view> take_member(std::string_view& bytes) {
  const std::optional<std::uint64_t> length = take_varint(bytes);
  if (!length) return fail(ErrorCode::kBadData, "its facts: a length is cut short or too long");
  if (*length > bytes.size())
    return fail(ErrorCode::kBadData, "its facts: " + std::to_string(*length) + " bytes announced, " +
                                         std::to_string(bytes.size()) + " left");
  const std::string_view member = bytes.substr(0, *length);
  bytes.remove_prefix(*length);
  return member;
}

Result<Date> read_date(std::string_view packed) {
  const Date date = unpack_date(packed);
  if (pack_date(date) != packed) return fail(ErrorCode::kBadData, "its facts: the date is broken");
  return date;
}

}  // namespace

std::string encode_facts(const Record& record) {
  std::string bytes;
  bytes += kFormat;
  const std::string date = pack_date(record.date);
  const std::string events = pack_values(record.events);
  const std::string topics = pack_values(record.topics);
  for (const std::string* member : {&record.id, &record.url, &record.source, &record.author, &record.title, &date,
                                    &record.language, &events, &topics})
    put_member(bytes, *member);
  return bytes;
}

Result<FactsView> decode_facts(std::string_view bytes) {
  if (bytes.empty() || bytes.front() != kFormat)
    return fail(ErrorCode::kBadData, "its facts: unknown format", "build the index again");
  bytes.remove_prefix(1);
  FactsView view;
  std::string_view date, events, topics;
  for (std::string_view* member :
       {&view.id, &view.url, &view.source, &view.author, &view.title, &date, &view.language, &events, &topics}) {
    TARSACH_TRY(*member, take_member(bytes));
  }
  if (!bytes.empty()) return fail(ErrorCode::kBadData, "its facts: bytes behind their end");
  TARSACH_TRY(view.date, read_date(date));
  view.events = unpack_values(events);
  view.topics = unpack_values(topics);
  return view;
}

}  // namespace tarsach::schema

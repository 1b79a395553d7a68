#include "schema/record.h"

#include <array>
#include <cstdint>

#include "schema/terms.h"

namespace tarsach::schema {
namespace {

constexpr char kFormat = 1;  // on disk
constexpr int kMaxVarintBytes = 10;

void put_member(std::string& bytes, std::string_view member) {
  std::uint64_t length = member.size();
  for (; length >= 0x80; length >>= 7) bytes += static_cast<char>((length & 0x7f) | 0x80);
  bytes += static_cast<char>(length);
  bytes += member;
}

Result<std::uint64_t> take_length(std::string_view& bytes) {
  std::uint64_t length = 0;
  for (int i = 0; i < kMaxVarintBytes && !bytes.empty(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    if (i == kMaxVarintBytes - 1 && byte > 1) break;  // more than 64 bits
    length |= static_cast<std::uint64_t>(byte & 0x7f) << (7 * i);
    if (byte < 0x80) return length;
  }
  return fail(ErrorCode::kBadData, "stored document: a length is cut short or too long");
}

Result<std::string_view> take_member(std::string_view& bytes) {
  TARSACH_TRY(const std::uint64_t length, take_length(bytes));
  if (length > bytes.size())
    return fail(ErrorCode::kBadData, "stored document: " + std::to_string(length) + " bytes announced, " +
                                         std::to_string(bytes.size()) + " left");
  const std::string_view member = bytes.substr(0, length);
  bytes.remove_prefix(length);
  return member;
}

Result<Date> read_date(std::string_view packed) {
  const Date date = unpack_date(packed);
  if (pack_date(date) != packed) return fail(ErrorCode::kBadData, "stored document: its date is broken");
  return date;
}

}  // namespace

std::string encode(const Record& record) {
  std::string bytes;
  bytes.reserve(record.body.size() + record.title.size() + 256);
  bytes += kFormat;
  const std::string date = pack_date(record.date);
  const std::string events = pack_values(record.events);
  const std::string topics = pack_values(record.topics);
  for (const std::string* member : {&record.id, &record.url, &record.source, &record.author, &record.title,
                                    &record.body, &date, &record.language, &events, &topics})
    put_member(bytes, *member);
  return bytes;
}

Result<RecordView> decode(std::string_view bytes) {
  if (bytes.empty() || bytes.front() != kFormat)
    return fail(ErrorCode::kBadData, "stored document: unknown format", "build the index again");
  bytes.remove_prefix(1);
  RecordView view;
  std::string_view date, events, topics;
  for (std::string_view* member : {&view.id, &view.url, &view.source, &view.author, &view.title, &view.body, &date,
                                   &view.language, &events, &topics}) {
    TARSACH_TRY(*member, take_member(bytes));
  }
  if (!bytes.empty()) return fail(ErrorCode::kBadData, "stored document: bytes behind its end");
  TARSACH_TRY(view.date, read_date(date));
  view.events = unpack_values(events);
  view.topics = unpack_values(topics);
  return view;
}

}  // namespace tarsach::schema

#include "text/translations.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstring>
#include <map>
#include <utility>

#include "text/english_forms.h"

namespace tarsach::text {
namespace {

static_assert(std::endian::native == std::endian::little, "the numbers of this file are read as they lie");

using std::string_view_literals::operator""sv;

constexpr std::string_view kMagic = "TarsachT"sv;
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kNumberBytes = sizeof(std::uint32_t);
constexpr int kThousandths = 1000;

/// A headword of which the word is only a form, beside one that it is itself: "meeting" is first a noun, then "meet".
constexpr double kBaseShare = 0.3;
/// Nor are more headwords of one stem looked at.
constexpr std::size_t kMaxHeadwordsOfStem = 4;

std::uint32_t read(std::string_view bytes, std::size_t at) {
  std::uint32_t number = 0;
  std::memcpy(&number, bytes.data() + at, sizeof number);
  return number;
}

void append(std::string& bytes, std::size_t number) {
  const auto narrow = static_cast<std::uint32_t>(number);
  char raw[sizeof narrow];
  std::memcpy(raw, &narrow, sizeof narrow);
  bytes.append(raw, sizeof raw);
}

std::string_view next_cell(std::string_view& row) {
  const std::size_t end = std::min(row.find('\t'), row.size());
  const std::string_view cell = row.substr(0, end);
  row.remove_prefix(std::min(end + 1, row.size()));
  return cell;
}

void add(std::vector<Translation>& all, std::vector<Translation> more, double share) {
  for (Translation& one : more) {
    one.share *= share;
    const auto same = std::ranges::find(all, one.text, &Translation::text);
    if (same != all.end())
      same->share += one.share;
    else
      all.push_back(std::move(one));
  }
}

std::vector<Translation> in_order(std::vector<Translation> all) {
  double sum = 0;
  for (const Translation& one : all) sum += one.share;
  for (Translation& one : all) one.share = sum > 0 ? one.share / sum : 0;
  std::ranges::stable_sort(all, std::ranges::greater{}, &Translation::share);
  return all;
}

using Rows = std::map<std::string, std::vector<Translation>, std::less<>>;

void append_book(std::string& bytes, const Rows& rows) {
  std::string ends, text;
  for (const auto& [key, translations] : rows) {
    text += key;
    for (const Translation& one : translations)
      text.append("\t").append(one.text).append("\t").append(
          std::to_string(std::max(1, static_cast<int>(one.share * kThousandths))));
    append(ends, text.size());
  }
  append(bytes, rows.size());
  append(bytes, text.size());
  bytes += ends + text;
}

}  // namespace

Result<Book> Book::take(std::string_view& bytes) {
  const auto damaged = fail(ErrorCode::kBadData, "a book is cut short or damaged");
  if (bytes.size() < 2 * kNumberBytes) return damaged;
  const std::uint64_t count = read(bytes, 0), text = read(bytes, kNumberBytes);
  bytes.remove_prefix(2 * kNumberBytes);
  if (bytes.size() < count * kNumberBytes + text) return damaged;
  Book book;
  book.ends_ = bytes.substr(0, count * kNumberBytes);
  book.rows_ = bytes.substr(book.ends_.size(), text);
  bytes.remove_prefix(book.ends_.size() + text);
  std::uint32_t last = 0;
  for (std::size_t at = 0; at < book.ends_.size(); at += kNumberBytes) {
    const std::uint32_t end = read(book.ends_, at);
    if (end < last || end > text) return damaged;
    last = end;
  }
  return book;
}

std::uint32_t Book::size() const { return static_cast<std::uint32_t>(ends_.size() / kNumberBytes); }

std::string_view Book::row(std::uint32_t number) const {
  const std::uint32_t begin = number == 0 ? 0 : read(ends_, std::size_t{number - 1} * kNumberBytes);
  return rows_.substr(begin, read(ends_, std::size_t{number} * kNumberBytes) - begin);
}

std::string_view Book::row_of(std::string_view key) const {
  std::uint32_t begin = 0, end = size();
  while (begin < end) {
    const std::uint32_t middle = begin + (end - begin) / 2;
    std::string_view found = row(middle);
    const std::string_view cell = next_cell(found);
    if (cell == key) return found;
    if (cell < key)
      begin = middle + 1;
    else
      end = middle;
  }
  return {};
}

std::vector<Translation> Book::find(std::string_view key) const {
  std::vector<Translation> found;
  std::string_view rest = row_of(key);
  while (!rest.empty()) {
    const std::string_view text = next_cell(rest), share = next_cell(rest);
    int thousandths = 0;
    std::from_chars(share.data(), share.data() + share.size(), thousandths);
    found.push_back({std::string(text), std::clamp(thousandths, 0, kThousandths) / double{kThousandths}});
  }
  return found;
}

Result<std::shared_ptr<const Translations>> Translations::open(const std::filesystem::path& path) {
  const std::shared_ptr<Translations> translations(new Translations);  // the constructor is private
  TARSACH_TRY(translations->file_, MappedFile::open(path));
  if (auto attached = translations->attach(translations->file_.bytes()); !attached)
    return fail(attached.error().code, path.string() + ": " + attached.error().message, attached.error().hint);
  return translations;
}

Result<std::shared_ptr<const Translations>> Translations::parse(std::string bytes) {
  const std::shared_ptr<Translations> translations(new Translations);
  translations->own_ = std::move(bytes);
  TARSACH_CHECK(translations->attach(translations->own_));
  return translations;
}

Result<void> Translations::attach(std::string_view bytes) {
  constexpr const char* kHint = "install the programs with their data again";
  if (!bytes.starts_with(kMagic) || bytes.size() < kMagic.size() + kNumberBytes)
    return fail(ErrorCode::kBadData, "is no file of translations", kHint);
  if (read(bytes, kMagic.size()) != kVersion)
    return fail(ErrorCode::kBadData, "is a file of translations of another version", kHint);
  bytes.remove_prefix(kMagic.size() + kNumberBytes);
  for (Book* book : {&headwords_, &stems_, &bulgarian_}) {
    TARSACH_TRY(*book, Book::take(bytes));
  }
  if (!bytes.empty()) return fail(ErrorCode::kBadData, "has bytes after its end", kHint);
  return {};
}

std::vector<Translation> Translations::bulgarian(std::string_view english, std::string_view stem) const {
  std::vector<Translation> all = headwords_.find(english);
  const double share = all.empty() ? 1 : kBaseShare;
  for (const std::string& base : base_forms(english))
    if (base != english) add(all, headwords_.find(base), share);
  if (all.empty()) {
    std::vector<Translation> related = stems_.find(stem);
    if (related.size() > kMaxHeadwordsOfStem) related.resize(kMaxHeadwordsOfStem);
    for (const Translation& headword : related) add(all, headwords_.find(headword.text), headword.share);
  }
  return in_order(std::move(all));
}

std::vector<Translation> Translations::english(std::string_view bulgarian) const {
  return in_order(bulgarian_.find(bulgarian));
}

bool Translations::knows(std::string_view english) const {
  const auto forms = base_forms(english);
  return std::ranges::any_of(forms, [this](const std::string& form) { return headwords_.has(form); });
}

std::string encode_translations(std::span<const Headword> headwords) {
  Rows english, stems, bulgarian;
  for (const Headword& headword : headwords) {
    english[headword.english] = headword.translations;
    stems[headword.stem].push_back({headword.english, 1});
    for (const Translation& one : headword.translations) bulgarian[one.text].push_back({headword.english, one.share});
  }
  // The shortest is nearest to the stem: „govern“ before „government“.
  for (auto& [stem, words] : stems) {
    std::ranges::stable_sort(words, {}, [](const Translation& one) { return one.text.size(); });
    for (std::size_t i = 0; i < words.size(); ++i) words[i].share = 1.0 / static_cast<double>(i + 1);
  }
  for (auto& [word, translations] : bulgarian) translations = in_order(std::move(translations));
  std::string bytes(kMagic);
  append(bytes, kVersion);
  for (const Rows* rows : {&english, &stems, &bulgarian}) append_book(bytes, *rows);
  return bytes;
}

}  // namespace tarsach::text

#include "schema/suggestion_list.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <queue>
#include <utility>

namespace tarsach::schema {
namespace {

static_assert(std::endian::native == std::endian::little, "the numbers of this file are read as they lie");

constexpr std::uint32_t kBranches = 16;  // of the tree of minima
constexpr std::size_t kHeaderBytes = SuggestionHeader::kMagic.size() + sizeof(SuggestionHeader);

/// Takes the parts of a file off its front; once one does not fit, none does.
class Parts {
 public:
  explicit Parts(std::string_view bytes) : rest_(bytes) {}

  std::string_view take(std::uint64_t bytes) {
    if (bytes > rest_.size()) fits_ = false;
    if (!fits_) return {};
    const std::string_view part = rest_.substr(0, bytes);
    rest_.remove_prefix(bytes);
    return part;
  }
  Numbers take_numbers(std::uint64_t count) { return Numbers(take(count * sizeof(std::uint32_t))); }
  /// Whether every part was there and nothing is left.
  [[nodiscard]] bool done() const { return fits_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool fits_ = true;
};

/// Ends that grow up to the size of what they divide.
bool divide(const Numbers& ends, std::size_t size) {
  std::uint32_t last = 0;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    if (ends[i] < last || ends[i] > size) return false;
    last = ends[i];
  }
  return last == size;
}

bool within(const Numbers& numbers, std::uint32_t begin, std::uint32_t end) {
  for (std::size_t i = 0; i < numbers.size(); ++i)
    if (numbers[i] < begin || numbers[i] >= end) return false;
  return true;
}

std::uint32_t begin_of(const Numbers& ends, std::size_t place) { return place == 0 ? 0 : ends[place - 1]; }

}  // namespace

std::string_view name_of(SuggestionKind kind) {
  constexpr std::array<std::string_view, kSuggestionKinds> kNames = {"title", "event", "topic", "phrase", "word"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::uint32_t Numbers::operator[](std::size_t place) const {
  std::uint32_t number = 0;
  std::memcpy(&number, bytes_.data() + place * sizeof number, sizeof number);
  return number;
}

Numbers Numbers::part(std::size_t begin, std::size_t end) const {
  return Numbers(bytes_.substr(begin * sizeof(std::uint32_t), (end - begin) * sizeof(std::uint32_t)));
}

Minima::Minima(const Numbers& numbers) : numbers_(numbers) {
  for (std::size_t below = numbers.size(); below >= kBranches; below = levels_.back().size()) {
    std::vector<std::uint32_t> level;
    level.reserve((below + kBranches - 1) / kBranches);
    for (std::size_t i = 0; i < below; ++i) {
      const std::uint32_t place = levels_.empty() ? static_cast<std::uint32_t>(i) : levels_.back()[i];
      if (i % kBranches == 0)
        level.push_back(place);
      else
        level.back() = better(level.back(), place);
    }
    levels_.push_back(std::move(level));
  }
}

std::uint32_t Minima::least(std::uint32_t begin, std::uint32_t end) const {
  std::uint32_t best = begin;
  for (std::size_t level = 0; begin < end; ++level, begin /= kBranches, end /= kBranches) {
    const auto look_at = [&](std::uint32_t node) { best = better(best, level == 0 ? node : levels_[level - 1][node]); };
    while (begin < end && begin % kBranches != 0) look_at(begin++);
    while (begin < end && end % kBranches != 0) look_at(--end);
  }
  return best;
}

Result<SuggestionList> SuggestionList::open(const std::filesystem::path& path) {
  SuggestionList list;
  TARSACH_TRY(list.file_, MappedFile::open(path));
  if (auto attached = list.attach(list.file_.bytes()); !attached)
    return fail(attached.error().code, path.string() + ": " + attached.error().message, attached.error().hint);
  return list;
}

Result<SuggestionList> SuggestionList::parse(std::string bytes) {
  SuggestionList list;
  list.own_ = std::move(bytes);
  // A short string would move with the list, and the views would not.
  if (list.own_.size() < sizeof(std::string)) list.own_.reserve(sizeof(std::string) + 1);
  TARSACH_CHECK(list.attach(list.own_));
  return list;
}

Result<void> SuggestionList::attach(std::string_view bytes) {
  const auto damaged = [](const char* what) {
    return fail(ErrorCode::kBadData, std::string("the list of suggestions is damaged: ") + what,
                "build the index again");
  };
  if (bytes.size() < kHeaderBytes || !bytes.starts_with(SuggestionHeader::kMagic)) return damaged("no header");
  SuggestionHeader header;
  std::memcpy(&header, bytes.data() + SuggestionHeader::kMagic.size(), sizeof header);
  if (header.version != SuggestionHeader::kVersion) return damaged("another version");
  Parts parts(bytes.substr(kHeaderBytes));
  std::uint64_t entries = 0;
  for (const std::uint32_t count : header.entries) entries += count;
  ends_ = parts.take_numbers(entries);
  weights_ = parts.take_numbers(entries);
  kinds_ = parts.take(entries);
  id_bytes_ = parts.take(entries);
  std::uint32_t first = 0;
  for (std::size_t i = 0; i < shelves_.size(); ++i) {
    shelves_[i].entries = {first, first + header.entries[i]};
    shelves_[i].ends = parts.take_numbers(header.forms);
    shelves_[i].numbers = parts.take_numbers(header.postings[i]);
    first += header.entries[i];
  }
  lemma_ends_ = parts.take_numbers(header.lemmas);
  lemma_forms_ = parts.take_numbers(header.lemma_forms);
  texts_ = parts.take(header.text_bytes);
  const std::string_view forms = parts.take(header.form_list_bytes);
  const std::string_view lemmas = parts.take(header.lemma_list_bytes);
  if (!parts.done()) return damaged("another size");
  TARSACH_TRY(forms_, WordList::view(forms));
  TARSACH_TRY(lemmas_, WordList::view(lemmas));
  if (forms_.size() != header.forms || lemmas_.size() != header.lemmas) return damaged("another number of words");
  if (const char* what = fault()) return damaged(what);
  for (Postings& shelf : shelves_) shelf.minima = Minima(shelf.numbers);
  return {};
}

const char* SuggestionList::fault() const {
  if (!divide(ends_, texts_.size())) return "a text outside of it";
  for (Entry entry = 0; entry < size(); ++entry) {
    if (static_cast<unsigned char>(kinds_[entry]) >= kSuggestionKinds) return "an unknown kind";
    if (static_cast<unsigned char>(id_bytes_[entry]) > whole_text(entry).size()) return "an id longer than its text";
  }
  for (const Postings& shelf : shelves_)
    if (!divide(shelf.ends, shelf.numbers.size()) || !within(shelf.numbers, shelf.entries.begin, shelf.entries.end))
      return "a posting outside of it";
  if (!divide(lemma_ends_, lemma_forms_.size()) || !within(lemma_forms_, 0, forms_.size())) return "an unknown form";
  return nullptr;
}

std::string_view SuggestionList::whole_text(Entry entry) const {
  const std::uint32_t begin = begin_of(ends_, entry);
  return texts_.substr(begin, ends_[entry] - begin);
}

std::string_view SuggestionList::text(Entry entry) const {
  std::string_view text = whole_text(entry);
  text.remove_suffix(static_cast<unsigned char>(id_bytes_[entry]));
  return text;
}

std::string_view SuggestionList::id(Entry entry) const {
  const std::string_view text = whole_text(entry);
  return text.substr(text.size() - static_cast<unsigned char>(id_bytes_[entry]));
}

Numbers SuggestionList::forms_of(std::string_view lemma) const {
  const auto place = lemmas_.find(lemma);
  return place ? lemma_forms_.part(begin_of(lemma_ends_, *place), lemma_ends_[*place]) : Numbers();
}

SuggestionList::Places SuggestionList::places(const Postings& shelf, WordList::Range forms) {
  if (forms.empty()) return {};
  return {begin_of(shelf.ends, forms.begin), shelf.ends[forms.end - 1]};
}

Numbers SuggestionList::having(Shelf shelf, WordList::Range forms) const {
  const Postings& postings = shelves_[static_cast<std::size_t>(shelf)];
  const Places found = places(postings, forms);
  return postings.numbers.part(found.begin, found.end);
}

std::vector<SuggestionList::Entry> SuggestionList::best(Shelf shelf, WordList::Range forms, std::size_t most) const {
  struct Piece {
    Entry least;
    std::uint32_t place, begin, end;
    bool operator<(const Piece& other) const { return least > other.least; }
  };
  const Postings& postings = shelves_[static_cast<std::size_t>(shelf)];
  std::priority_queue<Piece> pieces;
  const auto add = [&](std::uint32_t begin, std::uint32_t end) {
    if (begin >= end) return;
    const std::uint32_t place = postings.minima.least(begin, end);
    pieces.push({postings.numbers[place], place, begin, end});
  };
  const Places all = places(postings, forms);
  add(all.begin, all.end);
  std::vector<Entry> entries;
  while (!pieces.empty() && entries.size() < most) {
    const Piece piece = pieces.top();
    pieces.pop();
    // One that has several of the forms comes several times, one after the other.
    if (entries.empty() || entries.back() != piece.least) entries.push_back(piece.least);
    add(piece.begin, piece.place);
    add(piece.place + 1, piece.end);
  }
  return entries;
}

}  // namespace tarsach::schema

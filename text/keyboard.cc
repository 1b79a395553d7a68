#include "text/keyboard.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "text/data/keyboards.h"
#include "text/letters.h"
#include "text/normalizer.h"
#include "text/utf8.h"

namespace tarsach::text {
namespace {

/// What the key that writes `code` on one layout writes on the other; nothing for what has no key.
std::optional<char32_t> other_letter(char32_t code, Layout from, Layout to) {
  const std::u32string_view keys = data::kLayouts[static_cast<std::size_t>(from)];
  const std::size_t key = keys.find(code);
  if (key == std::u32string_view::npos) return std::nullopt;
  return data::kLayouts[static_cast<std::size_t>(to)][key];
}

bool is_of_word(char32_t code) {
  const LetterClass kind = class_of(code);
  return is_letter(kind) || kind == LetterClass::kDigit || kind == LetterClass::kMark;
}

/// A typed letter, and what it may have been meant to be.
struct Key {
  char32_t typed = 0;
  char32_t meant = 0;

  /// A letter on the one layout, a sign on the other.
  [[nodiscard]] bool is_either() const { return is_of_word(meant) && !is_of_word(typed); }
  [[nodiscard]] bool is_sign() const { return !is_of_word(meant); }
  /// What stands there when it is no letter.
  [[nodiscard]] char32_t sign() const { return is_of_word(typed) ? meant : typed; }
};

std::vector<Key> keys_of(std::string_view text, Layout from, Layout to) {
  std::vector<Key> keys;
  for (std::size_t at = 0; at < text.size();) {
    const utf8::Letter letter = utf8::decode(text, at);
    at += letter.size;
    if (letter.code != utf8::kBroken)
      keys.push_back({letter.code, other_letter(letter.code, from, to).value_or(letter.code)});
  }
  return keys;
}

// What a reading of a chunk costs, in nats: made so that a known word is better than two, and that two known ones are
// better than an unknown one.
constexpr double kUnknownWord = 4;
constexpr double kUnknownLetter = .1;
constexpr std::array<double, 4> kShortWord = {0, 1.5, .7, .7};  // by letters: they occur by chance
constexpr double kCapitalWithin = 2;  // a sign that is typed with Shift: „гледайтеМ“
constexpr double kSignWithin = 4.5;
constexpr double kSlashWithin = 3;  // „дата/час“
constexpr double kSignAlone = .5;   // a chunk of signs
constexpr double kSignAtEdge = 1;
constexpr double kSignOfLetterKey = 1;  // БДС has the comma on q
constexpr double kOddSignAtEdge = 3;
constexpr double kTypedRightly = 1.5;  // a chunk among others that were not
// Signs as they stand before and after words.
constexpr std::u32string_view kOpening = U"\"'[{<";
constexpr std::u32string_view kClosing = U"\"'.,:;?]}>";

/// Cuts a chunk into words at the signs that are best taken as signs: the cheapest way through the places where it may
/// be cut.
class ChunkReader {
 public:
  ChunkReader(std::vector<Key> keys, const IsWord& is_word) : keys_(std::move(keys)), is_word_(is_word) {
    std::size_t either = 0;
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      const bool may_be_cut = keys_[i].is_sign() || (keys_[i].is_either() && ++either <= kMaxSignsOfChunk);
      if (may_be_cut) cuts_.push_back(i);
    }
    cuts_.push_back(keys_.size());
  }

  struct Reading {
    Retyped retyped;
    double cost = 0;
  };
  Reading best() {
    std::vector<Way> ways(cuts_.size());
    for (std::size_t i = 0; i < cuts_.size(); ++i) ways[i] = cheapest_to(i, ways);
    return {written(ways), ways.back().cost};
  }

 private:
  static constexpr std::size_t kFromStart = SIZE_MAX;
  struct Way {
    double cost = 1e9;
    std::size_t before = kFromStart;  // the cut before the word that ends here
    bool known = false, empty = true;
  };

  [[nodiscard]] std::size_t after(std::size_t cut) const { return cut == kFromStart ? 0 : cuts_[cut] + 1; }

  Way cheapest_to(std::size_t cut, const std::vector<Way>& ways) {
    Way best;
    for (std::size_t before = cut; before-- > 0;) {
      consider(best, before, cut, ways[before].cost);
      if (keys_[cuts_[before]].is_sign()) return best;  // no word goes on over it
    }
    consider(best, kFromStart, cut, 0);
    return best;
  }

  void consider(Way& best, std::size_t before, std::size_t cut, double cost) {
    if (cost >= best.cost) return;
    Way way{cost + sign_cost(cut), before, false, after(before) == cuts_[cut]};
    if (!way.empty) way.cost += word_cost(after(before), cuts_[cut], way.known);
    if (way.cost < best.cost) best = way;
  }

  [[nodiscard]] double sign_cost(std::size_t cut) const {
    if (cuts_[cut] == keys_.size()) return 0;
    if (keys_[cuts_[cut]].is_sign()) return is_of_word(keys_[cuts_[cut]].typed) ? kSignOfLetterKey : 0;
    const auto is_word_key = [](const Key& key) { return !key.is_sign() && !key.is_either(); };
    const auto here = keys_.begin() + static_cast<std::ptrdiff_t>(cuts_[cut]);
    const auto edge = [&](std::u32string_view usual) {
      return usual.find(here->typed) == std::u32string_view::npos ? kOddSignAtEdge : kSignAtEdge;
    };
    const bool closing = std::none_of(here, keys_.end(), is_word_key);
    const bool opening = std::none_of(keys_.begin(), here, is_word_key);
    if (closing && opening) return kSignAlone;
    if (closing) return edge(kClosing);
    if (opening) return edge(kOpening);
    return here->typed == U'/' ? kSlashWithin : kSignWithin;
  }

  [[nodiscard]] std::string letters(std::size_t begin, std::size_t end) const {
    std::string word;
    for (std::size_t i = begin; i < end; ++i) utf8::append(word, keys_[i].meant);
    return word;
  }

  [[nodiscard]] double word_cost(std::size_t begin, std::size_t end, bool& known) const {
    const std::size_t size = end - begin;
    const NormalForm word = normalize(letters(begin, end));
    known = word.script == Script::kNumber || is_word_(word.form);
    const double cost = kCapitalWithin * static_cast<double>(capitals_within(begin, end));
    if (!known) return cost + kUnknownWord + kUnknownLetter * static_cast<double>(size);
    return cost + (size < kShortWord.size() && word.script != Script::kNumber ? kShortWord[size] : 0);
  }

  [[nodiscard]] std::size_t capitals_within(std::size_t begin, std::size_t end) const {
    std::size_t capitals = 0;
    for (std::size_t i = begin + 1; i < end; ++i) {
      const bool after_small = is_of_word(keys_[i - 1].meant) && !is_upper(keys_[i - 1].meant);
      capitals += keys_[i].is_either() && is_upper(keys_[i].meant) && after_small ? 1 : 0;
    }
    return capitals;
  }

  [[nodiscard]] Retyped written(const std::vector<Way>& ways) const {
    std::vector<std::size_t> path;
    for (std::size_t cut = cuts_.size() - 1; cut != kFromStart; cut = ways[cut].before) path.push_back(cut);
    Retyped result;
    for (auto cut = path.rbegin(); cut != path.rend(); ++cut) {
      const Way& way = ways[*cut];
      result.text += letters(after(way.before), cuts_[*cut]);
      if (cuts_[*cut] < keys_.size()) utf8::append(result.text, keys_[cuts_[*cut]].sign());
      result.words += way.empty ? 0 : 1;
      result.known += way.known ? 1 : 0;
    }
    return result;
  }

  std::vector<Key> keys_;
  const IsWord& is_word_;
  std::vector<std::size_t> cuts_;  // keys that may be signs, and the end
};

/// With the same layout on both sides every sign is a sign.
ChunkReader::Reading best_reading(std::string_view chunk, Layout from, Layout to, const IsWord& is_word) {
  if (chunk.size() > kMaxChunkBytes) return {{std::string(chunk), 1, 0}};
  return ChunkReader(keys_of(chunk, from, to), is_word).best();
}

Retyped retyped_or_typed(std::string_view chunk, Layout from, Layout to, const IsWord& is_word) {
  const auto retyped = best_reading(chunk, from, to, is_word);
  if (retyped.cost <= kTypedRightly) return retyped.retyped;
  const auto typed = best_reading(chunk, from, from, is_word);
  const bool known = typed.retyped.known == typed.retyped.words;
  return known && typed.cost + kTypedRightly < retyped.cost ? typed.retyped : retyped.retyped;
}

}  // namespace

std::string retype(std::string_view text, Layout from, Layout to) {
  std::string result;
  for (const Key& key : keys_of(text, from, to)) utf8::append(result, key.meant);
  return result;
}

Retyped retype_chunk(std::string_view chunk, Layout from, Layout to, const IsWord& is_word) {
  return best_reading(chunk, from, to, is_word).retyped;
}

Retyped retype_words(std::string_view text, Layout from, Layout to, const IsWord& is_word) {
  Retyped all;
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    const Retyped chunk = retyped_or_typed(text.substr(0, space), from, to, is_word);
    all.text += chunk.text;
    all.words += chunk.words;
    all.known += chunk.known;
    if (space < text.size()) all.text += ' ';
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  return all;
}

}  // namespace tarsach::text

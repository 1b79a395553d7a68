// The one door of the room: text → words with their places and terms. The indexer, the query compiler and the
// snippets all come through here, so that a word is the same when it is indexed, asked for and highlighted.
//
//   Analyzer analyzer(dictionary);                         // one per thread
//   for (const Word& word : analyzer.analyze("На срещата в гр. Варна"))
//     index(word.lexeme->lemmas, word.position);           // lemmas: на | среща | в | град | варна
//
// Hyphens: „бизнес-клъстерът“ gives its parts „бизнес“ and „клъстерът“ at positions p and p+1 (kPart), and the
// whole, written together („бизнесклъстер“), at p (kWhole), so that each spelling finds the other ones.
// „по-“ and „най-“ are taken off (kSimple): „най-добрият“ is „добър“.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tarsach::text {

class Dictionary;

/// Changes whenever the same text gives other terms: an index built by another version is refused. On disk.
inline constexpr std::uint32_t kAnalysisVersion = 2;

/// A term never has more bytes than this (Xapian's limit is 245, prefixes included). Longer words are cut at a letter.
inline constexpr std::size_t kMaxTermBytes = 200;

enum class Script : std::uint8_t { kCyrillic, kLatin, kNumber, kOther };

/// All that is known of a normalised form; found once, then looked up.
struct Lexeme {
  std::string form;                 // normalised: lower case, no stress, no look-alikes, ѝ as и
  std::vector<std::string> lemmas;  // at least one, the likeliest first; these are the index terms
  Script script = Script::kOther;
  bool stop_word = false;
  std::uint64_t form_key = 0, lemma_key = 0;  // word_key() of the form and of the likeliest lemma (text/word_key.h)
};

enum class WordKind : std::uint8_t { kSimple, kPart, kWhole };

struct Word {
  std::uint32_t begin = 0;  // bytes in the analysed text; always at letters' bounds
  std::uint32_t end = 0;
  std::uint32_t position = 0;  // counts words from 0; sentence ends do not add to it
  WordKind kind = WordKind::kSimple;
  bool opens = false;              // as of a Token (text/tokenizer.h)
  const Lexeme* lexeme = nullptr;  // lives until the next call of analyze() on the same Analyzer
};

/// Not thread-safe: each thread has its own. Remembers the lexemes that it has seen lately.
class Analyzer {
 public:
  static constexpr std::size_t kMaxRemembered = 200'000;

  /// Without a dictionary, rules decide all lemmas. Remembers `most_remembered` lexemes, of about 300 bytes each.
  explicit Analyzer(std::shared_ptr<const Dictionary> dictionary = nullptr,
                    std::size_t most_remembered = kMaxRemembered);
  ~Analyzer();
  Analyzer(Analyzer&&) noexcept;
  Analyzer& operator=(Analyzer&&) noexcept;

  /// The words of a UTF-8 text, in order. Broken bytes and NUL separate words. Never fails. The words live until
  /// the next call. A text of more than 4 GiB is not a text (asserted).
  [[nodiscard]] std::span<const Word> analyze(std::string_view text);

  /// Of one word, cut out as tokenize() cuts (Token::word). Lives until the next call.
  [[nodiscard]] const Lexeme& lexeme(std::string_view written);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tarsach::text

// What stands between the words of a text: sentences of real articles, whose content words were taken out. Function
// words, marks and lengths are as people write them, and other words are put in.
//
//   „На 5 юли във Варна откриха изложба.“   →   „На «number» «word» във «name» «word» «word».“
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tarsach::text {
class Dictionary;
}

namespace tarsach::corpus::synth {

enum class Slot : std::uint8_t { kNone, kWord, kCapitalisedWord, kName, kNumber };

/// A text that stays, and what is to be put behind it.
struct Piece {
  std::string before;
  Slot slot = Slot::kNone;
};
using Sentence = std::vector<Piece>;

struct Pattern {
  std::vector<Sentence> sentences;  // of the bodies
  std::vector<Sentence> titles;
  std::map<std::string, std::size_t> frequencies;  // of the lemmas that were taken out
};

/// Takes the sentences of articles apart. What has fewer than kLeastWords words is left out.
class PatternMaker {
 public:
  explicit PatternMaker(std::shared_ptr<const text::Dictionary> dictionary);
  ~PatternMaker();

  void add(std::string_view title, std::string_view body);
  [[nodiscard]] Pattern take();

  static constexpr std::size_t kLeastWords = 4;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tarsach::corpus::synth

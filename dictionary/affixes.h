// The .aff file of a Hunspell dictionary: classes of endings, each named by a letter.
//
//   SFX B Y 3                  the class B has three rows
//   SFX B   0   ите   .        add „ите“            радост → радостите
//   SFX K   ен  ната  .        „ен“ becomes „ната“   важен → важната; for a word in -ен only
//
//   TARSACH_TRY(const Affixes affixes, Affixes::parse(text, path));
//   affixes.forms("важен", 'K')   {"важната", "важни", …}
//
// What Debian's hunspell-bg uses is understood: SET UTF-8, TRY and MAP (of no use here), suffixes with a cross-product
// mark and without conditions. Anything else is refused with its line, for it would give wrong forms. See hunspell(5).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tarsach::dictionary {

struct Suffix {
  std::string strip;  // what the word must end in, and loses
  std::string add;
};

class Affixes {
 public:
  static constexpr std::size_t kMostRows = 1'000'000;

  /// `name` of the file is for the messages, all kBadData.
  [[nodiscard]] static Result<Affixes> parse(std::string_view text, const std::string& name);

  [[nodiscard]] bool has(char flag) const { return classes_.contains(flag); }
  /// The forms that the class gives to the word, without the word itself.
  [[nodiscard]] std::vector<std::string> forms(std::string_view word, char flag) const;

 private:
  std::map<char, std::vector<Suffix>> classes_;
};

}  // namespace tarsach::dictionary

#include "dictionary/translation_table.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "text/analyzer.h"
#include "text/stopwords.h"

namespace tarsach::dictionary {
namespace {

/// Longer translations explain, and are not to be found word by word.
constexpr std::size_t kMaxTranslationWords = 4;
constexpr std::size_t kMaxHeadwordWords = 4;

/// English nouns are verbs too (fund, minister, run); of the two, the noun is meant more often.
constexpr double kVerbShare = 0.5;

struct Words {
  std::string forms, stems;  // with spaces; forms of a compound with hyphens
  std::size_t count = 0;
};

enum class Compounds : std::uint8_t { kSpaces, kHyphens };

// „се“ and „си“ of a verb may stand before or after it, or far from it.
Words words_of(std::string_view written, Compounds compounds, text::Analyzer& analyzer) {
  Words words;
  for (const text::Word& word : analyzer.analyze(written)) {
    const std::string& form = word.lexeme->form;
    if (word.kind == text::WordKind::kWhole || form == "се" || form == "си") continue;
    const bool hyphen = compounds == Compounds::kHyphens && word.kind == text::WordKind::kPart && word.begin > 0 &&
                        written[word.begin - 1] == '-';
    if (words.count > 0) words.forms += hyphen ? '-' : ' ';
    if (words.count > 0) words.stems += ' ';
    words.forms += form;
    words.stems += word.lexeme->lemmas.front();
    ++words.count;
  }
  return words;
}

void add(std::vector<text::Translation>& translations, std::string text, double share) {
  const auto same = std::ranges::find(translations, text, &text::Translation::text);
  if (same != translations.end())
    same->share += share;
  else
    translations.push_back({std::move(text), share});
}

void add_senses(std::vector<text::Translation>& translations, const Article& article, text::Analyzer& analyzer) {
  for (const Sense& sense : article.senses) {
    const auto glosses = static_cast<double>(std::max<std::size_t>(sense.glosses, 1));
    const double share = glosses * (article.part_of_speech == "v" ? kVerbShare : 1);
    for (const std::string& written : sense.translations) {
      Words words = words_of(written, Compounds::kHyphens, analyzer);
      if (words.count > 0 && words.count <= kMaxTranslationWords) add(translations, std::move(words.forms), share);
    }
  }
}

}  // namespace

std::vector<text::Headword> translation_table(std::span<const Article> articles) {
  text::Analyzer analyzer;
  std::map<std::string, text::Headword> headwords;
  for (const Article& article : articles) {
    const Words words = words_of(article.headword, Compounds::kSpaces, analyzer);
    if (words.count == 0 || words.count > kMaxHeadwordWords || text::is_stop_word(words.forms)) continue;
    text::Headword& headword = headwords[words.forms];
    headword.english = words.forms;
    headword.stem = words.stems;
    add_senses(headword.translations, article, analyzer);
  }
  std::vector<text::Headword> table;
  for (auto& [english, headword] : headwords) {
    if (headword.translations.empty()) continue;
    double sum = 0;
    for (const text::Translation& one : headword.translations) sum += one.share;
    for (text::Translation& one : headword.translations) one.share /= sum;
    std::ranges::stable_sort(headword.translations, std::ranges::greater{}, &text::Translation::share);
    table.push_back(std::move(headword));
  }
  return table;
}

}  // namespace tarsach::dictionary

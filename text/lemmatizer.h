// A normalised word → its lemmas, one or several, the likeliest first: what the index keeps. A lemma need not be a
// word: it is what the forms of one word have in common, and the forms of others have not.
//
//   Lemmatizer lemmatizer(dictionary);
//   lemmatizer.lemmas("децата", Script::kCyrillic)       {"дете"}            text/data/irregular_words.h
//   lemmatizer.lemmas("води", Script::kCyrillic)         {"вода", "водя"}    the dictionary
//   lemmatizer.lemmas("клъстерите", Script::kCyrillic)   {"клъстер"}         the rules of the stemmer
//   lemmatizer.lemmas("clusters", Script::kLatin)        {"cluster"}         libstemmer
//
// Not thread-safe: each Analyzer has its own.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/analyzer.h"
#include "text/dictionary.h"
#include "text/english.h"

namespace tarsach::text {

class Lemmatizer {
 public:
  /// Without a dictionary, rules decide.
  explicit Lemmatizer(std::shared_ptr<const Dictionary> dictionary = nullptr);
  [[nodiscard]] std::vector<std::string> lemmas(std::string_view form, Script script);

 private:
  [[nodiscard]] std::vector<std::string> bulgarian_lemmas(std::string_view form) const;
  [[nodiscard]] std::vector<std::string> lemmas_of_unknown(std::string_view form) const;

  std::unordered_map<std::string_view, std::vector<std::string>> irregular_;  // form → lemmas; keys are literals
  std::shared_ptr<const Dictionary> dictionary_;
  EnglishStemmer english_;
};

}  // namespace tarsach::text

// English words → stems, by Snowball's "english" algorithm (Porter 2) from libstemmer.
//
//   EnglishStemmer stemmer;
//   stemmer.stem("clusters")   "cluster"
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct sb_stemmer;

namespace tarsach::text {

/// Not thread-safe, as the library's stemmer is not: one for each Analyzer.
class EnglishStemmer {
 public:
  EnglishStemmer();
  /// A lower-case UTF-8 word; the word itself if the library has no such stemmer.
  [[nodiscard]] std::string stem(std::string_view word);

 private:
  struct Deleter {
    void operator()(sb_stemmer* stemmer) const;
  };
  std::unique_ptr<sb_stemmer, Deleter> stemmer_;
};

}  // namespace tarsach::text

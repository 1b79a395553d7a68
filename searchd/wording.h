// The words of the page in both languages, and how each language writes numbers, dates and plurals.
//
//   words(Phrase::kSearch, Language::kBulgarian) == "Търси"
//   result_count(1234, Language::kBulgarian) == "1 234 резултата"     (with a no-break space)
//   long_date({2021, 11, 14}, Language::kBulgarian) == "14 ноември 2021 г."
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "schema/date.h"
#include "searchd/language.h"

namespace tarsach::searchd {

enum class Phrase : std::uint8_t {
  kName,
  kTagline,
  kSkip,
  kSearch,
  kSearchLabel,
  kPlaceholder,
  kOtherLanguage,
  kFilters,
  kToFilters,
  kChosen,
  kClear,
  kRemove,
  kWithout,
  kNot,
  kFrom,
  kTo,
  kEvent,
  kYear,
  kTopic,
  kLanguage,
  kPeriodHint,
  kShowAll,
  kWholeList,
  kApply,
  kSort,
  kRelevance,
  kNewest,
  kOldest,
  kMatch,
  kMatchAuto,
  kMatchAll,
  kMatchAny,
  kView,
  kUngrouped,
  kByEvent,
  kPages,
  kPrevious,
  kNext,
  kPageNumber,
  kBrowsing,
  kNoResults,
  kAdvice,
  kRemedies,
  kAdviceSpelling,
  kAdviceFewer,
  kAdviceFilters,
  kAdviceBrowse,
  kWithoutQuotes,
  kWithRewriting,
  kWithoutExclusion,
  kWithoutFilter,
  kWithoutPeriod,
  kOnlyFor,
  kAnyWord,
  kFiltersAlone,
  kAnyWordWithoutFilters,
  kTransliteration,
  kKeyboard,
  kSpelling,
  kDateFilter,
  kTranslation,
  kOtherName,
  kAsTyped,
  kDidYouMean,
  kFewerWords,
  kMostWords,
  kTakenAsWords,
  kPrefixCut,
  kQueryCut,
  kNestingCut,
  kReadAs,
  kBulgarian,
  kEnglish,
  kSource,
  kBack,
  kRequestId,
  kResultsFor,
  kNoDate,
  kInBothLanguages,
  kOtherLanguages,
  kTopics,
  kEvents,
  kNewestArticles,
  kByYear,
  kAlsoKnownAs,
  kAllOfThem,
  kNoArticlesYet,
  kSearchWithin,
  kNearInTime,
  kBefore,
  kAfter,
  kSimilar,
  kSimilarInBulgarian,
  kSimilarInEnglish,
  kBackToResults,
};

[[nodiscard]] std::string_view words(Phrase phrase, Language language);

/// "1 234" in Bulgarian (no-break space), "1,234" in English.
[[nodiscard]] std::string grouped(std::uint64_t number, Language language);

/// "1 резултат", "2 резултата", "12 results". Bulgarian counts masculine nouns in a form of their own after every
/// number but one (Граматика на съвременния български книжовен език, т. 2: бройна форма): "един резултат", "два
/// резултата".
[[nodiscard]] std::string result_count(std::uint64_t number, Language language);
/// "1 статия", "2 статии", "12 articles".
[[nodiscard]] std::string article_count(std::uint64_t number, Language language);

/// "Всички 12 статии", "All 12 articles".
[[nodiscard]] std::string all_articles(std::uint64_t number, Language language);

/// "14 ноември 2021 г.", "ноември 2021 г.", "2021 г."; empty for an unknown date.
[[nodiscard]] std::string long_date(const schema::Date& date, Language language);
/// "5–6 юли 2018 г.", "30 юни – 2 юли 2018 г.": what the days share is said once. A day alone if there is no other.
[[nodiscard]] std::string long_period(const schema::Date& from, const schema::Date& to, Language language);

}  // namespace tarsach::searchd

#include "searchd/wording.h"

#include <array>

namespace tarsach::searchd {
namespace {

constexpr std::string_view kNoBreakSpace = "\u00A0";

struct Wording {
  Phrase phrase;
  std::string_view bg, en;
};

constexpr std::array kWordings = {
    Wording{Phrase::kName, "Търсач", "Търсач"},
    Wording{Phrase::kTagline, "Търсене в статии на български и английски",
            "Search in articles in Bulgarian and English"},
    Wording{Phrase::kSkip, "Към съдържанието", "Skip to the content"},
    Wording{Phrase::kSearch, "Търсене", "Search"},
    Wording{Phrase::kSearchLabel, "Какво търсите?", "What are you looking for?"},
    Wording{Phrase::kPlaceholder, "думи, „точен израз“, -изключена дума", "words, \"an exact phrase\", -excluded"},
    Wording{Phrase::kOtherLanguage, "English", "Български"},
    Wording{Phrase::kFilters, "Стесняване на търсенето", "Narrow the search"},
    Wording{Phrase::kToFilters, "Към филтрите", "Go to the filters"},
    Wording{Phrase::kChosen, "Избрано", "Chosen"},
    Wording{Phrase::kClear, "Изчистване", "Clear all"},
    Wording{Phrase::kRemove, "премахване", "remove"},
    Wording{Phrase::kWithout, "без", "without"},
    Wording{Phrase::kNot, "не", "not"},
    Wording{Phrase::kFrom, "от", "from"},
    Wording{Phrase::kTo, "до", "until"},
    Wording{Phrase::kEvent, "Събитие", "Event"},
    Wording{Phrase::kYear, "Година", "Year"},
    Wording{Phrase::kTopic, "Тема", "Topic"},
    Wording{Phrase::kLanguage, "Език", "Language"},
    Wording{Phrase::kPeriodHint, "година като 2018 или дата като 2018-07-05",
            "a year such as 2018 or a date such as 2018-07-05"},
    Wording{Phrase::kShowAll, "Всички", "All"},
    Wording{Phrase::kWholeList, "Целият списък", "The whole list"},
    Wording{Phrase::kApply, "Приложи", "Apply"},
    Wording{Phrase::kSort, "Подредба", "Order"},
    Wording{Phrase::kRelevance, "най-подходящи", "most relevant"},
    Wording{Phrase::kNewest, "най-нови", "newest"},
    Wording{Phrase::kOldest, "най-стари", "oldest"},
    Wording{Phrase::kMatch, "Думи", "Words"},
    Wording{Phrase::kMatchAuto, "според случая", "as needed"},
    Wording{Phrase::kMatchAll, "всички", "all"},
    Wording{Phrase::kMatchAny, "поне една", "any"},
    Wording{Phrase::kView, "Изглед", "View"},
    Wording{Phrase::kUngrouped, "по статии", "by article"},
    Wording{Phrase::kByEvent, "по събития", "by event"},
    Wording{Phrase::kPages, "Страници", "Pages"},
    Wording{Phrase::kPrevious, "Предишна", "Previous"},
    Wording{Phrase::kNext, "Следваща", "Next"},
    Wording{Phrase::kPageNumber, "страница", "page"},
    Wording{Phrase::kBrowsing, "Всички статии", "All articles"},
    Wording{Phrase::kNoResults, "Няма резултати", "No results"},
    Wording{Phrase::kAdvice, "Какво може да помогне", "What may help"},
    Wording{Phrase::kRemedies, "Опитайте така", "Try this instead"},
    Wording{Phrase::kAdviceSpelling, "Проверете правописа на думите.", "Check the spelling of the words."},
    Wording{Phrase::kAdviceFewer, "Опитайте с по-малко или с по-общи думи.", "Try fewer words, or more general ones."},
    Wording{Phrase::kAdviceFilters, "Без избраните филтри", "Without the chosen filters"},
    Wording{Phrase::kAdviceBrowse, "Разглеждане на всички статии, започвайки от най-новите",
            "Browse all articles, the newest first"},
    Wording{Phrase::kWithoutQuotes, "Без кавичките:", "Without the quotation marks:"},
    Wording{Phrase::kWithRewriting, "С поправки и превод на думите", "With the words corrected and translated"},
    Wording{Phrase::kWithoutExclusion, "Без изключването на", "Without excluding"},
    Wording{Phrase::kWithoutFilter, "Без филтъра", "Without the filter"},
    Wording{Phrase::kWithoutPeriod, "Без посочения период", "Without the period"},
    Wording{Phrase::kOnlyFor, "Само", "Only"},
    Wording{Phrase::kAnyWord, "С поне една от думите", "With any of the words"},
    Wording{Phrase::kFiltersAlone, "Без думите, само по избраните филтри",
            "By the chosen filters alone, without the words"},
    Wording{Phrase::kAnyWordWithoutFilters, "С поне една от думите и без филтрите",
            "With any of the words, without the filters"},
    Wording{Phrase::kTransliteration, "Изписано на латиница:", "Typed in Latin letters:"},
    Wording{Phrase::kKeyboard, "Изписано с друга клавиатурна подредба:", "Typed on another keyboard layout:"},
    Wording{Phrase::kSpelling, "Поправено изписване:", "Spelling corrected:"},
    Wording{Phrase::kDateFilter, "Периодът е приложен като филтър:", "The period was taken as a filter:"},
    Wording{Phrase::kTranslation, "Търсено е и на другия език:", "Also searched for in the other language:"},
    Wording{Phrase::kOtherName, "Търсено е и другото наименование:", "Also searched for under the other name:"},
    Wording{Phrase::kAsTyped, "Търсене точно както е написано:", "Search for exactly what was typed:"},
    Wording{Phrase::kDidYouMean, "Може би търсите:", "Did you mean:"},
    Wording{Phrase::kFewerWords, "Няма статия с всички думи. Показани са статиите с част от тях.",
            "No article has all the words. These have some of them."},
    Wording{Phrase::kMostWords, "Показани са и статии, в които липсват някои от думите.",
            "Articles that lack some of the words are shown too."},
    Wording{Phrase::kTakenAsWords, "Не е разбрано като оператор, а е търсено като думи:",
            "Not understood as an operator, searched for as words:"},
    Wording{Phrase::kPrefixCut, "Твърде много думи започват така; търсени са само част от тях:",
            "Too many words begin like this; only some of them were searched for:"},
    Wording{Phrase::kQueryCut, "Заявката е твърде дълга; пропуснато е:", "The query is too long; left out:"},
    Wording{Phrase::kNestingCut, "Скобите са вложени твърде дълбоко; вътрешните не са зачетени.",
            "The parentheses are nested too deep; the inner ones were not heeded."},
    Wording{Phrase::kReadAs, "Разбрано е така:", "Understood as:"},
    Wording{Phrase::kBulgarian, "на български", "in Bulgarian"},
    Wording{Phrase::kEnglish, "на английски", "in English"},
    Wording{Phrase::kSource, "Към първоизточника", "Read at the source"},
    Wording{Phrase::kBack, "Към търсенето", "Back to the search"},
    Wording{Phrase::kRequestId, "Номер на заявката", "Request id"},
    Wording{Phrase::kResultsFor, "за", "for"},
    Wording{Phrase::kNoDate, "без дата", "no date"},
    Wording{Phrase::kInBothLanguages, "на български и английски", "in Bulgarian and English"},
    Wording{Phrase::kOtherLanguages, "на друг език", "in another language"},
    Wording{Phrase::kTopics, "Теми", "Topics"},
    Wording{Phrase::kEvents, "Събития", "Events"},
    Wording{Phrase::kNewestArticles, "Най-нови статии", "Newest articles"},
    Wording{Phrase::kByYear, "По години", "By year"},
    Wording{Phrase::kAlsoKnownAs, "Известно и като:", "Also known as:"},
    Wording{Phrase::kAllOfThem, "Всички статии", "All articles"},
    Wording{Phrase::kNoArticlesYet, "Още няма статии за това събитие.", "There are no articles about this event yet."},
    Wording{Phrase::kSearchWithin, "Търсене в статиите за събитието", "Search in the articles about this event"},
    Wording{Phrase::kNearInTime, "Други събития по това време", "Other events around that time"},
    Wording{Phrase::kBefore, "Преди това", "Before it"},
    Wording{Phrase::kAfter, "След това", "After it"},
    Wording{Phrase::kSimilar, "Близки по съдържание", "Similar articles"},
    Wording{Phrase::kSimilarInBulgarian, "По темата на български", "Similar in Bulgarian"},
    Wording{Phrase::kSimilarInEnglish, "По темата на английски", "Similar in English"},
    Wording{Phrase::kBackToResults, "Към резултатите", "Back to the results"},
};

constexpr bool rows_stand_at_their_phrase() {
  for (std::size_t i = 0; i < kWordings.size(); ++i)
    if (static_cast<std::size_t>(kWordings[i].phrase) != i) return false;
  return true;
}
static_assert(rows_stand_at_their_phrase());

constexpr std::array<std::string_view, 12> kMonthsBg = {"януари",    "февруари", "март",    "април",
                                                        "май",       "юни",      "юли",     "август",
                                                        "септември", "октомври", "ноември", "декември"};
constexpr std::array<std::string_view, 12> kMonthsEn = {"January",   "February", "March",    "April",
                                                        "May",       "June",     "July",     "August",
                                                        "September", "October",  "November", "December"};

std::string_view month_name(int month, Language language) {
  const auto place = static_cast<std::size_t>(month - 1);
  return language == Language::kEnglish ? kMonthsEn.at(place) : kMonthsBg.at(place);
}

struct Noun {
  std::string_view one_bg, many_bg, one_en, many_en;
};

std::string count(std::uint64_t number, const Noun& noun, Language language) {
  const bool one = number == 1;
  const auto form =
      language == Language::kEnglish ? (one ? noun.one_en : noun.many_en) : (one ? noun.one_bg : noun.many_bg);
  return grouped(number, language).append(kNoBreakSpace).append(form);
}

}  // namespace

std::string_view words(Phrase phrase, Language language) {
  const auto& wording = kWordings[static_cast<std::size_t>(phrase)];
  return language == Language::kEnglish ? wording.en : wording.bg;
}

std::string grouped(std::uint64_t number, Language language) {
  const auto digits = std::to_string(number);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += language == Language::kEnglish ? "," : kNoBreakSpace;
    text += digits[i];
  }
  return text;
}

std::string result_count(std::uint64_t number, Language language) {
  return count(number, {"резултат", "резултата", "result", "results"}, language);
}

std::string article_count(std::uint64_t number, Language language) {
  return count(number, {"статия", "статии", "article", "articles"}, language);
}

std::string all_articles(std::uint64_t number, Language language) {
  return std::string(language == Language::kEnglish ? "All " : "Всички ") + article_count(number, language);
}

std::string long_date(const schema::Date& date, Language language) {
  if (!date.known()) return {};
  std::string text;
  if (date.month != 0 && date.day != 0) text.append(std::to_string(date.day)).append(kNoBreakSpace);
  if (date.month != 0) text.append(month_name(date.month, language)).append(" ");
  text += std::to_string(date.year);
  if (language == Language::kBulgarian) text.append(kNoBreakSpace).append("г.");
  return text;
}

std::string long_period(const schema::Date& from, const schema::Date& to, Language language) {
  if (!from.known() || !to.known() || from == to) return long_date(from.known() ? from : to, language);
  if (from.year != to.year) return long_date(from, language) + " – " + long_date(to, language);
  if (from.month == 0 || to.month == 0) return long_date({from.year, 0, 0}, language);
  const bool has_days = from.day != 0 && to.day != 0;
  if (from.month == to.month)
    return has_days ? std::to_string(from.day) + "–" + long_date(to, language) : long_date(to, language);
  const auto first = has_days ? std::to_string(from.day).append(kNoBreakSpace) : std::string();
  const schema::Date last = has_days ? to : schema::Date{to.year, to.month, 0};
  return first + std::string(month_name(from.month, language)) + " – " + long_date(last, language);
}

}  // namespace tarsach::searchd

#include "corpus/furniture.h"

#include <algorithm>
#include <array>
#include <vector>

#include "corpus/wording.h"

namespace tarsach::corpus {
namespace {

/// Phrases as key_of() gives them, each between two bars: a table that a person can read and extend.
class Phrases {
 public:
  constexpr explicit Phrases(std::string_view list) : list_(list) {}

  bool contains(std::string_view key) const {
    return !key.empty() && list_.find("|" + std::string(key) + "|") != std::string_view::npos;
  }
  /// Whether `fits` holds for one of them.
  template <typename Fits>
  bool any(Fits fits) const {
    for (std::size_t begin = 1; begin < list_.size();) {
      const std::size_t end = list_.find('|', begin);
      if (fits(list_.substr(begin, end - begin))) return true;
      begin = end + 1;
    }
    return false;
  }

 private:
  std::string_view list_;
};

constexpr Phrases kButtons{
    "|покажи всички|виж всички|вижте всички|всички новини|към всички новини|покажи повече|скрий|сподели|"
    "споделете|сподели в facebook|сподели във facebook|споделяне|споделяния|харесай|харесвам|изпрати|"
    "изпрати на приятел|принтирай|печат|отпечатай|разпечатай|версия за печат|нагоре|върни се|назад|обратно|"
    "обратно нагоре|обратно към новините|към началото|предишна|следваща|предишна новина|следваща новина|"
    "предишна статия|следваща статия|затвори|меню|търсене|търси|вход|регистрация|абонирай се|абонирайте се|"
    "последвайте ни|намерете ни във facebook|приемам|съгласен съм|разбрах|добре|към съдържанието|"
    "прескочи към съдържанието|слушай|чуй статията|реклама|изтегли|галерия|снимки|видео|размер на текста|"
    "show all|view all|see all|all news|share|share this|share this article|share this post|share this page|"
    "share on facebook|share on twitter|share on linkedin|share via email|shares|tweet|pin it|like|like this|"
    "print|print this page|email this|email|e mail|copy link|back|back to top|back to news|go back|previous|next|"
    "previous post|next post|previous article|next article|older posts|newer posts|close|menu|search|login|"
    "log in|sign in|sign up|register|subscribe|follow us|skip to content|skip to main content|accept|accept all|"
    "accept cookies|i agree|got it|ok|advertisement|download|gallery|photo gallery|facebook|twitter|linkedin|"
    "instagram|youtube|google|pinterest|viber|whatsapp|telegram|rss|pdf|bg|en|bg en|en bg|български|english|"
    "български english|"
    "харесва ми|споделяне в социалните мрежи|виж картата|изпрати по имейл|запази|докладвай|абонамент|към "
    "списъка|обратно към списъка|share on x|share on whatsapp|save|report|"};

constexpr Phrases kMore{
    "|прочети повече|прочетете повече|прочети още|прочети цялата статия|прочети|виж повече|вижте повече|виж още|"
    "вижте още|още|повече|научи повече|научете повече|към статията|цялата статия|read more|more|read on|"
    "continue reading|learn more|see more|view more|full story|read the full article|read full article|"};

constexpr Phrases kOtherNews{
    "|други новини|още новини|още по темата|още от рубриката|последни новини|последни публикации|най новото|"
    "най четени|най четено|най нови|свързани|свързани новини|свързани статии|свързани публикации|подобни новини|"
    "подобни статии|подобни публикации|вижте също|виж също|прочетете още|прочети също|може да харесате|"
    "може да ви е интересно|може да ви хареса|може да ви заинтересува|от същата категория|още от категорията|"
    "препоръчани|препоръчано|related|related posts|related articles|related news|related stories|related content|"
    "other news|more news|latest news|latest posts|latest articles|recent posts|recent news|recent articles|"
    "you may also like|you might also like|see also|read also|also read|most read|most popular|popular posts|"
    "recommended|more from this category|more on this topic|more stories|архив|archives|предстоящи събития|"
    "upcoming events|календар|"
    "предстоящо|предстои|предстоящи|прочети още новини|още статии|други статии|други публикации|още новини от "
    "категорията|свързани теми|още за|coming up|upcoming|further reading|in other news|trending|top stories|related "
    "topics|more articles|more posts|"};

constexpr Phrases kComments{
    "|коментари|коментара|коментар|няма коментари|все още няма коментари|добави коментар|добавете коментар|"
    "напиши коментар|напишете коментар|вашият коментар|остави коментар|оставете коментар|оставете отговор|мнения|"
    "comments|comment|no comments|no comments yet|leave a comment|leave a reply|add comment|add a comment|"
    "post a comment|add new comment|write a comment|"};

constexpr Phrases kMenu{
    "|начало|начална страница|за нас|кои сме ние|за проекта|за клъстера|новини|събития|проекти|партньори|членове|"
    "контакти|контакт|контакти с нас|свържете се с нас|услуги|документи|медии|блог|екип|кариери|полезно|"
    "полезни връзки|често задавани въпроси|карта на сайта|общи условия|политика за поверителност|поверителност|"
    "бисквитки|политика за бисквитки|дейности|публикации|пресцентър|форум|магазин|обяви|home|homepage|about|"
    "about us|about the project|news|events|projects|partners|members|contact|contacts|contact us|services|"
    "documents|media|blog|team|careers|jobs|faq|sitemap|site map|terms|terms of use|terms and conditions|privacy|"
    "privacy policy|cookies|cookie policy|publications|resources|our team|our services|useful links|shop|"
    "newsletter|press|"};

// A line that begins so is a note about the page, not a passage of it.
constexpr Phrases kNotes{
    "|image source|image credit|image|photo credit|photo credits|photo by|photo|photos|picture source|"
    "source of the photo|снимка|снимки|фото|източник на снимката|източник на изображението|изображение|прегледи|"
    "прегледана|прочитания|посещения|видяна|гледания|views|hits|read|page views|тагове|таг|етикети|ключови думи|"
    "категория|категории|рубрика|tags|tag|tagged|keywords|category|categories|filed under|posted in|тел|телефон|"
    "tel|phone|факс|fax|e mail|email|имейл|електронна поща|copyright|share|сподели|споделяния|рейтинг|rating|"
    "време за четене|reading time|"
    "брояч|източник на снимка|прочетено|прегледано|видяно|read times|"};

constexpr Phrases kDateWords{
    "|публикувано|публикувана|публикуван|публикация|дата|на|от|в|г|ч|час|часа|създадено|обновено|обновена|"
    "последна|промяна|редакция|актуализация|добавено|качено|понеделник|вторник|сряда|четвъртък|петък|събота|"
    "неделя|пон|вт|ср|чет|пет|съб|нед|posted|published|on|date|at|updated|last|modified|created|added|monday|"
    "tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun|am|pm|news|новини|новина|"
    "мнения|коментари|коментара|прегледи|прегледа|views|comments|utc|gmt|eet|eest|t|z|"};

constexpr Phrases kBylines{
    "|submitted by|posted by|published by|written by|author|posted on|published on|автор|публикувано от|"
    "публикувана от|публикуван от|публикувано на|публикувана на|публикувал|написано от|добавено от|текст|"
    "от редакцията|by admin|от admin|"
    "публикувано|публикувана|публикуван|posted|published|дата на публикуване|date published|дата|"};
constexpr Phrases kDatedBylines{"|by|от|"};

bool begins_with_one(const Phrases& phrases, std::string_view key) {
  return phrases.any([&](std::string_view phrase) {
    return key.starts_with(phrase) && (key.size() == phrase.size() || key[phrase.size()] == ' ');
  });
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
bool is_lower(char letter) { return letter >= 'a' && letter <= 'z'; }
bool is_upper(char letter) { return letter >= 'A' && letter <= 'Z'; }

/// „Сподели 12“, „Коментари (3)“, „3 коментара“: the words without the counter at either end.
std::string_view without_counters(std::string_view key) {
  while (!key.empty() && (is_digit(key.back()) || key.back() == ' ')) key.remove_suffix(1);
  while (!key.empty() && (is_digit(key.front()) || key.front() == ' ')) key.remove_prefix(1);
  return key;
}

std::size_t word_count(std::string_view key) {
  return key.empty() ? 0 : static_cast<std::size_t>(std::ranges::count(key, ' ')) + 1;
}

bool is_rights_notice(std::string_view text, std::string_view key) {
  constexpr std::size_t kMostWords = 30;
  if (word_count(key) > kMostWords) return false;
  return contains(text, "©") || contains(key, "всички права запазени") || contains(key, "all rights reserved") ||
         contains(key, "powered by") || contains(key, "изработка на сайт") || contains(key, "уеб дизайн");
}

bool is_cookie_notice(std::string_view key) {
  constexpr std::size_t kMostWords = 80;
  if (word_count(key) > kMostWords) return false;
  constexpr auto kSigns = std::to_array<std::string_view>(
      {"този сайт", "този уебсайт", "нашия сайт", "нашият сайт", "сайтът използва", "използваме бисквитки",
       "с бисквитки", "продължавайки", "this site", "this website", "our website", "our site", "we use cookies",
       "uses cookies", "by continuing"});
  if (!contains(key, "бисквитк") && !contains(key, "cookie")) return false;
  return std::ranges::any_of(kSigns, [&](std::string_view sign) { return contains(key, sign); });
}

/// „Споделете тази статия“, "Print this page": a verb of the site and the page as its object.
bool is_page_button(std::string_view key) {
  constexpr std::size_t kMostWords = 6;
  constexpr Phrases kVerbs{
      "|сподели|споделете|споделяне на|принтирай|отпечатай|изпрати|изпратете|хареса ли ви|харесайте|оценете|"
      "share|print|send|email|like|rate|bookmark|tweet|"};
  constexpr auto kObjects =
      std::to_array<std::string_view>({"статия", "новина", "публикация", "страница", "материал", "facebook", "twitter",
                                       "linkedin", "article", "news", "post", "page", "story"});
  if (word_count(key) > kMostWords || !begins_with_one(kVerbs, key)) return false;
  return std::ranges::any_of(kObjects, [&](std::string_view object) { return contains(key, object); });
}

/// „Последна промяна: 01.02.2020“ is a date of the site, not of the article.
bool is_change_note(std::string_view key) {
  constexpr std::size_t kMostWords = 12;
  constexpr auto kChanges = std::to_array<std::string_view>(
      {"последна промяна", "последна актуализация", "последна редакция", "последно обновяване", "обновено на",
       "обновена на", "актуализирано на", "last updated", "last modified", "last update", "updated on"});
  const bool numbers = std::ranges::any_of(key, is_digit);
  return numbers && word_count(key) <= kMostWords &&
         std::ranges::any_of(kChanges, [&](std::string_view change) { return contains(key, change); });
}

/// „Начало > Новини > Среща във Варна“
bool is_breadcrumb(std::string_view text) {
  constexpr auto kArrows = std::to_array<std::string_view>({" > ", " » ", " › ", " / ", " → ", " :: ", " | "});
  return std::ranges::any_of(kArrows, [&](std::string_view arrow) {
    const std::size_t at = text.find(arrow);
    return at != std::string_view::npos && kMenu.contains(key_of(text.substr(0, at)));
  });
}

/// „Прегледи: 123“, "Image Source: …": the name of a note, then a colon (or nothing but a number).
bool is_note(std::string_view text, std::string_view key) {
  constexpr std::size_t kMostWords = 16;
  if (word_count(key) > kMostWords || !begins_with_one(kNotes, key)) return false;
  const std::string_view rest = without_counters(key);
  if (kNotes.contains(rest)) return true;
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return key.starts_with("тел ") || key.starts_with("filed under");
  return kNotes.contains(without_counters(key_of(text.substr(0, colon))));
}

/// „123 прегледа“, „видяна 20 пъти“, "5 min read"
bool is_counter(std::string_view key) {
  constexpr auto kCounted = std::to_array<std::string_view>(
      {"прегледа", "преглеждания", "прочитания", "гледания", "споделяния", "харесвания", "пъти", "мин четене",
       "минути четене", "views", "shares", "likes", "hits", "reads", "min read", "minute read", "minutes read"});
  const bool counts = std::ranges::any_of(key, is_digit);
  return counts && word_count(key) <= 4 &&
         std::ranges::any_of(kCounted, [&](std::string_view w) { return key.ends_with(w); });
}

/// Lone numbers and letters: page numbers, places of pictures, closing crosses („X“, „×“).
bool is_lone_sign(std::string_view text, std::string_view key) {
  constexpr std::size_t kMostDigits = 4;
  if (key.empty()) return true;
  if (letters_in(key) == 1 && letters_in(text) <= 3) return true;
  const bool numbers = key.find_first_not_of("0123456789 ") == std::string_view::npos;
  if (!numbers || !find_dates(text).empty()) return false;
  for (const std::string& word : words_of(key)) {
    if (word.size() > kMostDigits) return false;
  }
  return true;
}

bool has_picture_ending(std::string_view name) {
  constexpr auto kEndings =
      std::to_array<std::string_view>({".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".tif", ".svg", ".heic"});
  const std::string folded = fold(name);
  return std::ranges::any_of(kEndings, [&](std::string_view end) { return folded.ends_with(end); });
}

/// „10:30 – Регистрация“ stands in a programme: its number is no counter of a button.
bool names_an_hour(std::string_view text) {
  const std::size_t colon = text.find(':');
  return colon != std::string_view::npos && colon > 0 && is_digit(text[colon - 1]) && colon + 1 < text.size() &&
         is_digit(text[colon + 1]);
}

struct Letters {
  std::size_t digits = 0, upper = 0, lower = 0, hex = 0, hyphens = 0, underscores = 0, others = 0;
};

Letters count_letters(std::string_view name) {
  Letters count;
  for (const char letter : name) {
    count.digits += is_digit(letter) ? 1 : 0;
    count.upper += is_upper(letter) ? 1 : 0;
    count.lower += is_lower(letter) ? 1 : 0;
    count.hex += is_digit(letter) || (letter >= 'a' && letter <= 'f') || (letter >= 'A' && letter <= 'F') ? 1 : 0;
    count.hyphens += letter == '-' ? 1 : 0;
    count.underscores += letter == '_' ? 1 : 0;
  }
  count.others = name.size() - count.digits - count.upper - count.lower - count.hyphens - count.underscores;
  return count;
}

/// One name without spaces.
bool is_one_picture(std::string_view name) {
  constexpr std::size_t kLeastHash = 16;
  if (has_picture_ending(name)) return true;
  std::string_view stem = name;
  while (!stem.empty() && (is_digit(stem.back()) || stem.back() == '-' || stem.back() == '_')) stem.remove_suffix(1);
  constexpr Phrases kStems{
      "|maxresdefault|hqdefault|sddefault|mqdefault|image|img|picture|photo|untitled|"
      "unnamed|thumbnail|thumb|screenshot|dsc|dscn|dscf|featured|placeholder|"};
  if (kStems.contains(fold(stem))) return true;
  const Letters count = count_letters(name);
  if (count.others > 0) return false;  // Cyrillic, dots, @: a word or an address
  if (count.hex == name.size() && name.size() >= kLeastHash && count.digits > 0) return true;
  if (count.underscores > 0) return count.digits > 0 || count.underscores > 1;
  if (count.hyphens > 0) return count.digits > 0 && count.lower > count.upper && is_lower(name.front());
  return count.digits >= 4 && count.upper > 0 && count.upper <= 4 && count.lower == 0 && is_digit(name.back());
}

}  // namespace

bool is_picture_name(std::string_view text) {
  constexpr std::size_t kMostDigits = 4;
  bool picture = false;
  while (!text.empty()) {
    const std::string_view name = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), name.size() + 1));
    const bool number = name.size() <= kMostDigits && std::ranges::all_of(name, is_digit);
    if (!number && !is_one_picture(name)) return false;
    picture = picture || !number;
  }
  return picture;
}

bool is_date_word(std::string_view folded_word) { return kDateWords.contains(folded_word); }

bool begins_byline(std::string_view key, BylineDate date, std::string_view text) {
  constexpr std::size_t kMostWords = 6;
  const bool sure = date == BylineDate::kPresent || contains(text, ":");
  if (sure)
    return begins_with_one(kBylines, key) || (date == BylineDate::kPresent && begins_with_one(kDatedBylines, key));
  return word_count(key) <= kMostWords && kBylines.any([&](std::string_view phrase) {
    return contains(phrase, " ") && key.starts_with(phrase);  // „Автор“ alone may begin a headline
  });
}

std::optional<LineKind> furniture_kind(std::string_view text, const std::string& key) {
  constexpr std::size_t kMostFurnitureBytes = 1200;
  if (text.size() > kMostFurnitureBytes) return std::nullopt;
  const std::string_view core = names_an_hour(text) ? key : without_counters(key);
  if (is_lone_sign(text, key) || is_picture_name(text)) return LineKind::kFurniture;
  if (kButtons.contains(core)) return LineKind::kFurniture;
  if (kMore.contains(core)) return LineKind::kReadMore;
  if (kOtherNews.contains(core)) return LineKind::kOtherNews;
  if (kComments.contains(core)) return LineKind::kComments;
  if (kMenu.contains(core)) return LineKind::kMenu;
  if (is_rights_notice(text, key) || is_cookie_notice(key) || is_breadcrumb(text)) return LineKind::kFurniture;
  if (is_note(text, key) || is_counter(key) || is_page_button(key) || is_change_note(key)) return LineKind::kFurniture;
  return std::nullopt;
}

}  // namespace tarsach::corpus

#include "text/stopwords.h"

#include <algorithm>
#include <array>

namespace tarsach::text {
namespace {

using std::string_view_literals::operator""sv;

// The Bulgarian list is Jacques Savoy's (Université de Neuchâtel, BSD licence), 190 words, in the order of bytes.
constexpr std::array kBulgarian{
    "а"sv,      "аз"sv,      "ако"sv,      "ала"sv,      "бе"sv,      "без"sv,     "беше"sv,     "би"sv,     "бил"sv,
    "била"sv,   "били"sv,    "било"sv,     "близо"sv,    "бъдат"sv,   "бъде"sv,    "бяха"sv,     "в"sv,      "вас"sv,
    "ваш"sv,    "ваша"sv,    "вероятно"sv, "вече"sv,     "взема"sv,   "ви"sv,      "вие"sv,      "винаги"sv, "все"sv,
    "всеки"sv,  "всички"sv,  "всичко"sv,   "всяка"sv,    "във"sv,     "въпреки"sv, "върху"sv,    "г"sv,      "ги"sv,
    "главно"sv, "го"sv,      "д"sv,        "да"sv,       "дали"sv,    "до"sv,      "докато"sv,   "докога"sv, "дори"sv,
    "досега"sv, "доста"sv,   "е"sv,        "едва"sv,     "един"sv,    "ето"sv,     "за"sv,       "зад"sv,    "заедно"sv,
    "заради"sv, "засега"sv,  "затова"sv,   "защо"sv,     "защото"sv,  "и"sv,       "из"sv,       "или"sv,    "им"sv,
    "има"sv,    "имат"sv,    "иска"sv,     "й"sv,        "каза"sv,    "как"sv,     "каква"sv,    "какво"sv,  "както"sv,
    "какъв"sv,  "като"sv,    "кога"sv,     "когато"sv,   "което"sv,   "които"sv,   "кой"sv,      "който"sv,  "колко"sv,
    "която"sv,  "къде"sv,    "където"sv,   "към"sv,      "ли"sv,      "м"sv,       "ме"sv,       "между"sv,  "мен"sv,
    "ми"sv,     "мнозина"sv, "мога"sv,     "могат"sv,    "може"sv,    "моля"sv,    "момента"sv,  "му"sv,     "н"sv,
    "на"sv,     "над"sv,     "назад"sv,    "най"sv,      "направи"sv, "напред"sv,  "например"sv, "нас"sv,    "не"sv,
    "него"sv,   "нея"sv,     "ни"sv,       "ние"sv,      "никой"sv,   "нито"sv,    "но"sv,       "някои"sv,  "някой"sv,
    "няма"sv,   "обаче"sv,   "около"sv,    "освен"sv,    "особено"sv, "от"sv,      "отгоре"sv,   "отново"sv, "още"sv,
    "пак"sv,    "по"sv,      "повече"sv,   "повечето"sv, "под"sv,     "поне"sv,    "поради"sv,   "после"sv,  "почти"sv,
    "прави"sv,  "пред"sv,    "преди"sv,    "през"sv,     "при"sv,     "пък"sv,     "първо"sv,    "с"sv,      "са"sv,
    "само"sv,   "се"sv,      "сега"sv,     "си"sv,       "скоро"sv,   "след"sv,    "сме"sv,      "според"sv, "сред"sv,
    "срещу"sv,  "сте"sv,     "съм"sv,      "със"sv,      "също"sv,    "т"sv,       "тази"sv,     "така"sv,   "такива"sv,
    "такъв"sv,  "там"sv,     "твой"sv,     "те"sv,       "тези"sv,    "ти"sv,      "тн"sv,       "то"sv,     "това"sv,
    "тогава"sv, "този"sv,    "той"sv,      "толкова"sv,  "точно"sv,   "трябва"sv,  "тук"sv,      "тъй"sv,    "тя"sv,
    "тях"sv,    "у"sv,       "харесва"sv,  "ч"sv,        "че"sv,      "често"sv,   "чрез"sv,     "ще"sv,     "щом"sv,
    "я"sv};

// Function words of English; our own choice.
constexpr std::array kEnglish{
    "a"sv,     "about"sv, "after"sv, "all"sv,   "also"sv,   "am"sv,   "an"sv,   "and"sv,   "any"sv,   "are"sv,
    "as"sv,    "at"sv,    "be"sv,    "been"sv,  "before"sv, "but"sv,  "by"sv,   "can"sv,   "could"sv, "did"sv,
    "do"sv,    "does"sv,  "for"sv,   "from"sv,  "had"sv,    "has"sv,  "have"sv, "he"sv,    "her"sv,   "his"sv,
    "how"sv,   "i"sv,     "if"sv,    "in"sv,    "into"sv,   "is"sv,   "it"sv,   "its"sv,   "may"sv,   "me"sv,
    "more"sv,  "most"sv,  "my"sv,    "no"sv,    "not"sv,    "of"sv,   "on"sv,   "one"sv,   "or"sv,    "our"sv,
    "she"sv,   "so"sv,    "some"sv,  "such"sv,  "than"sv,   "that"sv, "the"sv,  "their"sv, "them"sv,  "then"sv,
    "there"sv, "these"sv, "they"sv,  "this"sv,  "those"sv,  "to"sv,   "up"sv,   "was"sv,   "we"sv,    "were"sv,
    "what"sv,  "when"sv,  "where"sv, "which"sv, "who"sv,    "will"sv, "with"sv, "would"sv, "you"sv,   "your"sv};

static_assert(std::ranges::is_sorted(kBulgarian) && std::ranges::is_sorted(kEnglish));

}  // namespace

bool is_stop_word(std::string_view form) {
  return std::ranges::binary_search(kBulgarian, form) || std::ranges::binary_search(kEnglish, form);
}

}  // namespace tarsach::text

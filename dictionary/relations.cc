#include "dictionary/relations.h"

#include <algorithm>
#include <array>
#include <functional>
#include <set>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>

namespace tarsach::dictionary {
namespace {

using text::Relation;
using text::Relative;

constexpr std::size_t kLetter = 2;         // bytes
constexpr std::size_t kMostRelatives = 8;  // of one word

/// A word in `from` and the one of it that ends in `to` instead are a pair.
struct Row {
  std::string_view from;
  std::string_view to;
};

/// Perfective → imperfective.
constexpr auto kAspects = std::to_array<Row>({
    {"я", "ям"},         // потуля, потулям
    {"я", "явам"},       // вбеся, вбесявам
    {"я", "вам"},        // изместя, измествам
    {"ея", "явам"},      // посивея, посивявам
    {"ия", "ивам"},      // избия, избивам
    {"а", "авам"},       // реша, решавам
    {"а", "вам"},        // завърша, завършвам
    {"а", "ам"},         // окача, окачам
    {"щя", "щавам"},     // обобщя, обобщавам
    {"на", "вам"},       // стана, ставам
    {"на", "ам"},        // срещна, срещам
    {"дна", "ждам"},     // отсъдна, отсъждам
    {"огна", "агам"},    // помогна, помагам
    {"егна", "ягам"},    // легна, лягам
    {"една", "ядам"},    // седна, сядам
    {"дя", "ждам"},      // изградя, изграждам
    {"дя", "ждавам"},    // убедя, убеждавам
    {"тя", "щам"},       // пратя, пращам
    {"тя", "щавам"},     // посетя, посещавам
    {"стя", "щавам"},    // простя, прощавам
    {"оря", "арям"},     // отворя, отварям
    {"оня", "аням"},     // изгоня, изганям
    {"ложа", "лагам"},   // предложа, предлагам
    {"ша", "свам"},      // запиша, записвам
    {"жа", "звам"},      // кажа, казвам
    {"ера", "ирам"},     // избера, избирам
    {"ра", "ирам"},      // спра, спирам
    {"чета", "читам"},   // прочета, прочитам
    {"еда", "еждам"},    // преведа, превеждам
    {"еса", "асям"},     // донеса, донасям
    {"ека", "ичам"},     // облека, обличам
    {"ляза", "лизам"},   // изляза, излизам
    {"ида", "ивам"},     // отида, отивам
    {"дойда", "идвам"},  // as they are
    {"ема", "емам"},     // приема, приемам
    {"дам", "давам"},    // дам, създам
    {"купя", "купувам"},
});

/// Noun → verb; of the rows that find one, the first counts.
constexpr auto kVerbalNouns = std::to_array<Row>({
    {"ане", "ам"},  // изграждане, изграждам
    {"яне", "ям"},
    {"ене", "я"},  // говорене, говоря
    {"ене", "а"},  // учене, уча
    {"еене", "ея"},
    {"иене", "ия"},
    {"ане", "а"},    // коване, кова
    {"сане", "ша"},  // писане, пиша
    {"зане", "жа"},  // рязане, режа
});

/// The same for nouns that mean what is done rather than the doing.
constexpr auto kNounsOfActs = std::to_array<Row>({
    {"ация", "ирам"},  // организация, организирам
    {"ение", "я"},     // обяснение, обясня
    {"ение", "а"},     // решение, реша
});

/// Adjective → noun.
constexpr auto kAdjectives = std::to_array<Row>({
    {"чен", "ца"},                      // столичен, столица
    {"чен", "ка"},                      // научен, наука
    {"ичен", "ия"},                     // биографичен, биография
    {"ичен", "изъм"},                   // икономичен, икономизъм
    {"ически", "ия"},                   // исторически, история
    {"ически", "ика"},                  // технически, техника
    {"ен", ""},                         // моторен, мотор
    {"ен", "а"},                        // структурен, структура
    {"ен", "о"},                        // стъклен, стъкло
    {"ен", "е"},                        // училищен, училище
    {"ен", "ие"},                       // безличен, безличие
    {"ен", "ия"},                       // аномален, аномалия
    {"ен", "я"},                        // авариен, авария
    {"ален", ""},                       // регионален, регион
    {"ов", ""},                         // бронзов, бронз
    {"ов", "а"},                        // борсов, борса
    {"ев", "й"},                        // калциев, калций
    {"ски", ""},                        // студентски, студент
    {"ски", "с"},                       // бургаски, бургас
    {"ски", "ия"},                      // български, българия
    {"ски", "а"},                       // варшавски, варшава
    {"йски", "я"},                      // софийски, софия
    {"ийски", "ия"},   {"енски", "а"},  // варненски, варна
    {"нски", ""},                       // русенски, русе
    {"шки", "х"},                       // влашки, влах
});

using Words = std::set<std::string, std::less<>>;
using Pairs = std::set<std::tuple<std::string, Relation, std::string>>;

struct Lexicon {
  Words verbs, nouns, adjectives;
};

bool is_adjective_with_fleeting_vowel(const Paradigm& paradigm) {
  constexpr std::string_view kEnding = "ен";
  std::string feminine = paradigm.lemma.substr(0, paradigm.lemma.size() - kEnding.size()) + "на";
  return std::ranges::find(paradigm.forms, feminine) != paradigm.forms.end();
}

Lexicon lexicon_of(const std::vector<Paradigm>& paradigms) {
  Lexicon lexicon;
  for (const Paradigm& paradigm : paradigms) {
    switch (paradigm.part) {
      case PartOfSpeech::kVerb: lexicon.verbs.insert(paradigm.lemma); break;
      case PartOfSpeech::kNoun:
      case PartOfSpeech::kName: lexicon.nouns.insert(paradigm.lemma); break;
      case PartOfSpeech::kAdjective:
        // „решен“, „решена“ is a participle, „важен“, „важна“ is none.
        if (!paradigm.lemma.ends_with("ен") || is_adjective_with_fleeting_vowel(paradigm))
          lexicon.adjectives.insert(paradigm.lemma);
        break;
      case PartOfSpeech::kOther:
        if (paradigm.lemma.ends_with("а") || paradigm.lemma.ends_with("я")) lexicon.verbs.insert(paradigm.lemma);
        break;
    }
  }
  return lexicon;
}

enum class Rows : std::uint8_t { kAll, kFirst };

/// How words of one kind lead to words of another one.
struct Table {
  std::span<const Row> rows;
  Rows which = Rows::kFirst;  // of those that find a pair for a word
  std::size_t least = 0;      // letters that a pair must share, unless the row holds the whole word
  Relation relation = Relation::kDerivation;
};

void add_pairs(const Table& table, const Words& words, const Words& others, Pairs& pairs) {
  for (const std::string& word : words) {
    for (const Row& row : table.rows) {
      if (!word.ends_with(row.from)) continue;
      std::string other = word.substr(0, word.size() - row.from.size());
      if (!other.empty() && other.size() < table.least * kLetter) continue;
      other += row.to;
      if (other == word || !others.contains(other)) continue;
      pairs.emplace(word, table.relation, other);
      pairs.emplace(std::move(other), table.relation, word);
      if (table.which == Rows::kFirst) break;
    }
  }
}

}  // namespace

std::map<std::string, std::vector<Relative>> make_relatives(const std::vector<Paradigm>& paradigms) {
  const Lexicon lexicon = lexicon_of(paradigms);
  Pairs pairs;
  add_pairs({kAspects, Rows::kAll, 2, Relation::kAspect}, lexicon.verbs, lexicon.verbs, pairs);
  add_pairs({kVerbalNouns, Rows::kFirst, 2, Relation::kVerbalNoun}, lexicon.nouns, lexicon.verbs, pairs);
  add_pairs({kNounsOfActs, Rows::kFirst, 3, Relation::kVerbalNoun}, lexicon.nouns, lexicon.verbs, pairs);
  add_pairs({kAdjectives, Rows::kFirst, 3, Relation::kDerivation}, lexicon.adjectives, lexicon.nouns, pairs);
  std::map<std::string, std::vector<Relative>> relatives;
  for (const auto& [word, relation, other] : pairs)
    if (auto& list = relatives[word]; list.size() < kMostRelatives) list.push_back({other, relation});
  return relatives;
}

}  // namespace tarsach::dictionary

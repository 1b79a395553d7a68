#include "corpus/synth/world.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace tarsach::corpus::synth {
namespace {

constexpr std::size_t kWordsOfSubject = 120;
constexpr std::size_t kWordsOfEvent = 6;

struct Named {
  std::string_view id, bg, en;
};

constexpr std::array<Named, kTopics> kTopicNames = {{{"agriculture", "Земеделие", "Agriculture"},
                                                     {"archaeology", "Археология", "Archaeology"},
                                                     {"architecture", "Архитектура", "Architecture"},
                                                     {"art", "Изкуство", "Art"},
                                                     {"aviation", "Авиация", "Aviation"},
                                                     {"banks", "Банки", "Banks"},
                                                     {"books", "Книги", "Books"},
                                                     {"cars", "Автомобили", "Cars"},
                                                     {"chess", "Шахмат", "Chess"},
                                                     {"cinema", "Кино", "Cinema"},
                                                     {"cities", "Градове", "Cities"},
                                                     {"climate", "Климат", "Climate"},
                                                     {"crafts", "Занаяти", "Crafts"},
                                                     {"defence", "Отбрана", "Defence"},
                                                     {"education", "Образование", "Education"},
                                                     {"elections", "Избори", "Elections"},
                                                     {"energy", "Енергетика", "Energy"},
                                                     {"europe", "Европа", "Europe"},
                                                     {"fashion", "Мода", "Fashion"},
                                                     {"food", "Храна", "Food"},
                                                     {"football", "Футбол", "Football"},
                                                     {"forests", "Гори", "Forests"},
                                                     {"health", "Здраве", "Health"},
                                                     {"history", "История", "History"},
                                                     {"industry", "Промишленост", "Industry"},
                                                     {"justice", "Правосъдие", "Justice"},
                                                     {"labour", "Труд", "Labour"},
                                                     {"music", "Музика", "Music"},
                                                     {"parliament", "Парламент", "Parliament"},
                                                     {"property", "Имоти", "Property"},
                                                     {"railways", "Железници", "Railways"},
                                                     {"research", "Наука", "Research"},
                                                     {"sea", "Море", "Sea"},
                                                     {"software", "Софтуер", "Software"},
                                                     {"taxes", "Данъци", "Taxes"},
                                                     {"theatre", "Театър", "Theatre"},
                                                     {"tourism", "Туризъм", "Tourism"},
                                                     {"water", "Води", "Water"},
                                                     {"weather", "Времето", "Weather"},
                                                     {"wine", "Вино", "Wine"}}};

constexpr std::array<Named, 12> kKinds = {{{"forum", "Форум", "Forum"},
                                           {"fair", "Панаир", "Fair"},
                                           {"concert", "Концерт", "Concert"},
                                           {"congress", "Конгрес", "Congress"},
                                           {"festival", "Фестивал", "Festival"},
                                           {"meeting", "Среща", "Meeting"},
                                           {"exhibition", "Изложба", "Exhibition"},
                                           {"cup", "Купа", "Cup"},
                                           {"protest", "Протест", "Protest"},
                                           {"tournament", "Турнир", "Tournament"},
                                           {"flood", "Наводнение", "Flood"},
                                           {"strike", "Стачка", "Strike"}}};

constexpr std::array<Named, 16> kTowns = {{{"sofia", "София", "Sofia"},
                                           {"plovdiv", "Пловдив", "Plovdiv"},
                                           {"varna", "Варна", "Varna"},
                                           {"burgas", "Бургас", "Burgas"},
                                           {"ruse", "Русе", "Ruse"},
                                           {"pleven", "Плевен", "Pleven"},
                                           {"sliven", "Сливен", "Sliven"},
                                           {"dobrich", "Добрич", "Dobrich"},
                                           {"shumen", "Шумен", "Shumen"},
                                           {"pernik", "Перник", "Pernik"},
                                           {"haskovo", "Хасково", "Haskovo"},
                                           {"yambol", "Ямбол", "Yambol"},
                                           {"vratsa", "Враца", "Vratsa"},
                                           {"gabrovo", "Габрово", "Gabrovo"},
                                           {"vidin", "Видин", "Vidin"},
                                           {"smolyan", "Смолян", "Smolyan"}}};

/// A few of many are in most of the news.
Weighted by_rank(std::size_t size, double head) {
  std::vector<double> weights(size);
  for (std::size_t rank = 0; rank < size; ++rank) weights[rank] = 1 / (static_cast<double>(rank) + head);
  return Weighted(weights);
}

std::vector<std::uint32_t> draw_lemmas(const Lexicon& lexicon, std::size_t count, Random& random) {
  std::vector<std::uint32_t> lemmas(count);
  for (std::uint32_t& lemma : lemmas) lemma = static_cast<std::uint32_t>(lexicon.middling(random));
  return lemmas;
}

Happening invent(const Lexicon& lexicon, std::size_t number, std::size_t year, Random& random) {
  const Named& kind = kKinds[random.below(kKinds.size())];
  const Named& town = kTowns[random.below(kTowns.size())];
  const std::string written_year = std::to_string(kFirstYear + static_cast<int>(year));
  const std::string own_name = name(mix(number, Stream::kEvent, year));
  Happening made;
  made.event.id = std::string(kind.id) + "-" + std::string(town.id) + "-" + written_year + "-" + std::to_string(number);
  made.event.label = {
      std::string(kind.bg) + " „" + own_name + "“, " + std::string(town.bg) + " " + written_year,
      std::string(kind.en) + " " + std::to_string(number) + ", " + std::string(town.en) + " " + written_year};
  made.event.place = {std::string(town.bg), std::string(town.en)};
  const auto first = schema::first_day({.year = static_cast<std::int16_t>(kFirstYear + static_cast<int>(year))});
  made.event.from = schema::date_of_day(first + static_cast<std::int32_t>(random.below(365)));
  made.event.to = made.event.from;
  made.names = {own_name, std::string(town.bg), name(random.next()), name(random.next())};
  made.lemmas = draw_lemmas(lexicon, kWordsOfEvent, random);
  return made;
}

}  // namespace

World::World(const Lexicon& lexicon, std::uint64_t seed) : subjects_(by_rank(kTopics, 5)) {
  std::array<double, kYears> shares = {};
  for (std::size_t year = 0; year < kYears; ++year)
    shares[year] = static_cast<double>(kLeastShare + kShareGrows * year);
  years_ = Weighted(shares);
  for (std::size_t i = 0; i < kTopics; ++i) {
    Random random(mix(seed, Stream::kTopic, i));
    Subject subject;
    subject.topic.id = kTopicNames[i].id;
    subject.topic.label = {std::string(kTopicNames[i].bg), std::string(kTopicNames[i].en)};
    subject.lemmas = draw_lemmas(lexicon, kWordsOfSubject, random);
    subjects.push_back(std::move(subject));
  }
  invent_events(lexicon, seed);
}

void World::invent_events(const Lexicon& lexicon, std::uint64_t seed) {
  for (std::size_t year = 0; year < kYears; ++year) {
    // As the articles: as many events as its share of all is, from the beginning on.
    const auto until = [](std::size_t years) { return years * (2 * kLeastShare + kShareGrows * (years - 1)) / 2; };
    first_[year + 1] = until(year + 1) * kEvents / until(kYears);
    for (std::size_t number = first_[year]; number < first_[year + 1]; ++number) {
      Random random(mix(seed, Stream::kEvent, number));
      events.push_back(invent(lexicon, number, year, random));
      events.back().subject = subject(random);
    }
    of_year_[year] = by_rank(first_[year + 1] - first_[year], 2);
  }
}

std::size_t World::event_of(std::size_t year, Random& random) const {
  return first_[year] + of_year_[year].pick(random);
}

schema::Vocabulary World::vocabulary() const {
  schema::Vocabulary vocabulary;
  for (const Happening& happening : events) vocabulary.events.push_back(happening.event);
  for (const Subject& subject : subjects) vocabulary.topics.push_back(subject.topic);
  std::ranges::sort(vocabulary.events, {}, &schema::Event::id);
  std::ranges::sort(vocabulary.topics, {}, &schema::Topic::id);
  return vocabulary;
}

}  // namespace tarsach::corpus::synth

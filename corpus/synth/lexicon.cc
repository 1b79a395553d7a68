#include "corpus/synth/lexicon.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

#include "text/dictionary.h"
#include "text/stopwords.h"

namespace tarsach::corpus::synth {
namespace {

// Zipf and Mandelbrot: a word of rank r comes as often as 1 / (r + kHead)^kExponent. Chosen so that types grow with
// tokens as in the corpora of docs/performance.md.
constexpr double kHead = 60;
constexpr double kExponent = 1.5;

constexpr std::size_t kMiddleBegins = 300;
constexpr std::size_t kMiddleEnds = 30'000;

constexpr std::array<std::string_view, 24> kBeginnings = {"Бал", "Вар", "Гра", "Дес", "Кал", "Лим", "Мар",  "Нед",
                                                          "Пав", "Рад", "Сто", "Тод", "Фил", "Хар", "Цвет", "Чав",
                                                          "Шип", "Яв",  "Ем",  "Ос",  "Ив",  "Бог", "Кру",  "Зла"};
constexpr std::array<std::string_view, 32> kMiddles = {
    "ан", "ди", "ро", "на", "ку", "ле", "ми", "та", "ва",   "се",  "ри", "бо", "че", "ши",  "го", "ду",
    "же", "за", "ка", "ло", "ме", "ню", "пе", "ра", "стан", "тър", "фе", "хо", "ци", "щен", "я",  "мир"};
constexpr std::array<std::string_view, 12> kEndings = {"ов",  "ова",  "ев",  "ева",  "ски", "ска",
                                                       "ово", "град", "ица", "енци", "ин",  "ина"};
constexpr std::array<std::string_view, 24> kPrefixes = {
    "авто", "анти",  "био",   "видео", "вътрешно", "дву",  "евро",   "еко",   "квази", "кибер", "контра", "макро",
    "мега", "микро", "мулти", "нано",  "нео",      "общо", "псевдо", "радио", "супер", "теле",  "транс",  "фото"};

/// Lemmas with their forms, and in which order they stand.
struct Entry {
  std::string lemma;
  std::vector<std::string> forms;
  std::size_t frequency = 0;
  std::uint64_t order = 0;  // among those of no known frequency
};

std::uint64_t number_of(std::string_view text) {
  std::uint64_t number = 0;
  for (const char letter : text) number = mix(number, static_cast<unsigned char>(letter));
  return number;
}

std::vector<Entry> entries_of(const text::Dictionary& dictionary) {
  std::map<std::string, std::vector<std::string>> by_lemma;
  dictionary.each_form([&](std::string_view form) {
    const auto lemmas = dictionary.lemmas(form);
    if (!lemmas.empty() && !text::is_stop_word(form)) by_lemma[lemmas.front()].emplace_back(form);
  });
  std::vector<Entry> entries;
  entries.reserve(by_lemma.size());
  for (auto& [lemma, forms] : by_lemma) entries.push_back({lemma, std::move(forms)});
  return entries;
}

/// The likeliest lemmas first, and of each the likeliest forms: by chance, for no list tells.
void put_in_order(std::vector<Entry>& entries, const std::map<std::string, std::size_t>& frequencies,
                  std::uint64_t seed) {
  constexpr std::size_t kLetterCosts = 8;  // in per cent of all lemmas
  for (Entry& entry : entries) {
    if (const auto known = frequencies.find(entry.lemma); known != frequencies.end()) entry.frequency = known->second;
    Random random(mix(seed, Stream::kOrder, number_of(entry.lemma)));
    entry.order = random.below(1000) + kLetterCosts * 10 * (entry.lemma.size() / 2);
    for (std::size_t i = entry.forms.size(); i > 1; --i) std::swap(entry.forms[i - 1], entry.forms[random.below(i)]);
  }
  std::ranges::sort(entries, [](const Entry& a, const Entry& b) {
    if (a.frequency != b.frequency) return a.frequency > b.frequency;
    return a.order != b.order ? a.order < b.order : a.lemma < b.lemma;
  });
}

}  // namespace

Lexicon::Lexicon(const text::Dictionary& dictionary, const std::map<std::string, std::size_t>& frequencies,
                 std::uint64_t seed) {
  auto entries = entries_of(dictionary);
  put_in_order(entries, frequencies, seed);
  std::vector<double> weights;
  for (const Entry& entry : entries) {
    weights.push_back(std::pow(static_cast<double>(weights.size()) + kHead, -kExponent));
    first_.push_back(static_cast<std::uint32_t>(forms_.size()));
    for (const std::string& form : entry.forms) {
      forms_.push_back({static_cast<std::uint32_t>(letters_.size()), static_cast<std::uint32_t>(form.size())});
      lemma_.push_back(static_cast<std::uint32_t>(first_.size() - 1));
      letters_ += form;
    }
  }
  first_.push_back(static_cast<std::uint32_t>(forms_.size()));
  general_ = Weighted(weights);
  sorted_.resize(forms_.size());
  std::iota(sorted_.begin(), sorted_.end(), 0U);
  std::ranges::sort(sorted_, {}, [this](std::uint32_t form) { return text(forms_[form]); });
}

std::size_t Lexicon::middling(Random& random) const {
  const std::size_t end = std::min(size(), kMiddleEnds);
  const std::size_t begin = std::min(end / 2, kMiddleBegins);
  return begin + random.below(end - begin);
}

std::string_view Lexicon::form(std::size_t lemma, Random& random) const {
  const std::size_t count = first_[lemma + 1] - first_[lemma];
  const std::size_t place = random.below(random.below(random.below(count) + 1) + 1);  // the first ones oftener
  return text(forms_[first_[lemma] + place]);
}

std::string_view Lexicon::another_form(std::string_view form, Random& random) const {
  const auto found =
      std::ranges::lower_bound(sorted_, form, {}, [this](std::uint32_t place) { return text(forms_[place]); });
  if (found == sorted_.end() || text(forms_[*found]) != form) return form;
  const std::size_t lemma = lemma_[*found];
  const std::size_t count = first_[lemma + 1] - first_[lemma];
  if (count < 2) return form;
  const std::size_t own = *found - first_[lemma];
  return text(forms_[first_[lemma] + (own + 1 + random.below(count - 1)) % count]);
}

std::string name(std::uint64_t number) {
  Random random(mix(0, Stream::kName, number));
  std::string made(kBeginnings[random.below(kBeginnings.size())]);
  for (std::size_t left = random.between(1, number < 4'000 ? 1 : 3); left > 0; --left)
    made += kMiddles[random.below(kMiddles.size())];
  return made.append(kEndings[random.below(kEndings.size())]);
}

std::string_view prefix(std::uint64_t number) {
  return kPrefixes[mix(0, Stream::kCompound, number) % kPrefixes.size()];
}

std::string capitalised(std::string_view word) {
  std::string made(word);
  if (made.empty()) return made;
  const auto first = static_cast<unsigned char>(made[0]);
  const auto second = static_cast<unsigned char>(made.size() > 1 ? made[1] : 0);
  if (first >= 'a' && first <= 'z') made[0] = static_cast<char>(first - 32);
  if (first == 0xD0 && second >= 0xB0) made[1] = static_cast<char>(second - 0x20);  // а … п
  if (first == 0xD1 && second >= 0x80 && second <= 0x8F) {                          // р … я
    made[0] = static_cast<char>(0xD0);
    made[1] = static_cast<char>(second + 0x20);
  }
  return made;
}

}  // namespace tarsach::corpus::synth

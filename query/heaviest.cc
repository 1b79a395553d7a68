#include "query/heaviest.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace tarsach::query {

namespace {

/// To ask about a document in a list takes about as long as to add up so many postings.
constexpr std::uint64_t kAskingCost = 8;

bool comes_before(const Ranked& a, const Ranked& b) {
  return a.score != b.score ? a.score > b.score : a.document < b.document;
}

/// GCC's and clang's: one instruction compares both, where there is one.
using Pair [[gnu::vector_size(2 * sizeof(double))]] = double;

Pair load(const double* numbers) {
  Pair pair;
  std::memcpy(&pair, numbers, sizeof pair);
  return pair;
}

/// Of a multiple of four of them. Two chains of comparisons, neither of which waits for the other.
bool has_above(const double* numbers, std::size_t count, double limit) {
  const Pair limits = {limit, limit};
  auto above = load(numbers) > limits, others = load(numbers + 2) > limits;
  for (std::size_t i = 4; i < count; i += 4) {
    above |= load(numbers + i) > limits;
    others |= load(numbers + i + 2) > limits;
  }
  above |= others;
  return (above[0] | above[1]) != 0;
}

}  // namespace

template <typename Action>
void PostingCursor::for_each_piece(std::uint32_t begin, std::uint32_t end, Action&& action) {
  while (!ended_) {
    if (!blocks_.skip_to(begin)) break;
    if (blocks_.last() != last_) next_ = 0;
    last_ = blocks_.last();
    const std::span<const std::uint32_t> documents = blocks_.documents();
    if (next_ < documents.size() && documents[next_] < begin)
      next_ = static_cast<std::size_t>(std::lower_bound(documents.begin(), documents.end(), begin) - documents.begin());
    std::size_t stop = documents.size();
    if (last_ >= end)
      stop = static_cast<std::size_t>(std::lower_bound(documents.begin(), documents.end(), end) - documents.begin());
    if (next_ < stop) action(documents.subspan(next_, stop - next_), blocks_.times().subspan(next_, stop - next_));
    next_ = stop;
    if (last_ >= end - 1) return;
    begin = last_ + 1;
  }
  ended_ = true;
}

std::uint32_t PostingCursor::times_of(std::uint32_t document) {
  if (ended_) return 0;
  if (blocks_.skip_to(document)) return blocks_.times_of(document);
  ended_ = true;
  return 0;
}

Heaviest::Heaviest(const Session& session, std::span<const WeighedWord> words, Watch& watch)
    : postings_(session.postings()),
      lengths_(session.snapshot().columns().lengths),
      halves_(session.snapshot().half_saturations()),
      watch_(watch),
      words_(words_of(words)) {}

std::vector<Heaviest::Word> Heaviest::words_of(std::span<const WeighedWord> words) {
  std::vector<Word> all;
  std::size_t lists = 0;
  for (const WeighedWord& word : words) lists += word.terms.size();
  lists_.reserve(lists);
  for (const WeighedWord& word : words) {
    Word one{.factor = word.factor, .begin = lists_.size()};
    std::uint64_t most_times = 0;
    for (const std::string& term : word.terms) {
      const TermFigures figures = postings_.figures(term);
      if (figures.documents == 0) continue;
      lists_.emplace_back(postings_.blocks_of(term));
      one.postings += figures.documents;
      most_times += figures.occurrences - figures.documents + 1;  // each of the others has it once
    }
    one.end = lists_.size();
    // The quotient of two rounded numbers may be a step greater than that of greater ones.
    one.most = saturated(one.factor, static_cast<double>(most_times), halves_.of(0)) + kStep;
    if (one.begin != one.end) all.push_back(one);
  }
  std::stable_sort(all.begin(), all.end(), [](const Word& a, const Word& b) { return a.most > b.most; });
  double rest = 0;
  for (auto word = all.rbegin(); word != all.rend(); ++word) word->rest = rest += word->most;
  return all;
}

/// Words from the first one on that can not come up to the threshold, even together.
void Heaviest::choose_essential() {
  while (essential_ > 0 && words_[essential_ - 1].rest <= threshold_) --essential_;
}

std::vector<Ranked> Heaviest::of(const Bitmap& matches, std::size_t depth) {
  depth_ = depth;
  std::uint64_t postings = 0;
  for (const Word& word : words_) postings += word.postings;
  const bool few = std::uint64_t{matches.count()} * words_.size() * kAskingCost < postings;
  essential_ = words_.size();
  const std::span all = matches.words();
  for (std::uint32_t begin = 0; begin < matches.size(); begin += kWindow) {
    const auto end = static_cast<std::uint32_t>(std::min<std::size_t>(begin + std::size_t{kWindow}, matches.size()));
    const auto words = all.subspan(begin / 64, (end - begin + 63) / 64);
    if (std::all_of(words.begin(), words.end(), [](std::uint64_t word) { return word == 0; })) continue;
    if (few) {
      take_all(words, begin);
      continue;
    }
    choose_essential();
    if (essential_ == 0) break;  // all of them together do not come up to it
    fill(begin, end);
    take_heavy(words, begin);
  }
  std::sort_heap(best_.begin(), best_.end(), comes_before);
  return std::move(best_);
}

void Heaviest::fill(std::uint32_t begin, std::uint32_t end) {
  for (std::size_t i = 0; i < essential_; ++i) {
    if (words_[i].end - words_[i].begin == 1)
      add(words_[i], begin, end);
    else
      add_synonyms(words_[i], begin, end);
  }
}

void Heaviest::add(const Word& word, std::uint32_t begin, std::uint32_t end) {
  using Numbers = std::span<const std::uint32_t>;
  lists_[word.begin].for_each_piece(begin, end, [&](Numbers documents, Numbers times) {
    watch_.step(static_cast<unsigned>(documents.size()));
    const std::uint32_t* const lengths = lengths_.data();
    const std::uint32_t* time = times.data();
    for (const std::uint32_t document : documents)
      touch(document - begin,
            saturated(word.factor, static_cast<std::int32_t>(*time++), halves_.of(lengths[document])));
  });
}

// Of a term that is named twice the occurrences are counted twice, but no document has more than it is long.
void Heaviest::add_synonyms(const Word& word, std::uint32_t begin, std::uint32_t end) {
  using Numbers = std::span<const std::uint32_t>;
  for (std::size_t list = word.begin; list < word.end; ++list)
    lists_[list].for_each_piece(begin, end, [&](Numbers documents, Numbers times) {
      watch_.step(static_cast<unsigned>(documents.size()));
      for (std::size_t i = 0; i < documents.size(); ++i) {
        std::uint32_t& counted = times_[documents[i] - begin];
        if (counted == 0) counted_.push_back(documents[i]);
        counted = std::min(counted + times[i], lengths_[documents[i]]);
      }
    });
  for (const std::uint32_t document : counted_) {
    std::uint32_t& counted = times_[document - begin];
    touch(document - begin, saturated(word.factor, counted, halves_.of(lengths_[document])));
    counted = 0;
  }
  counted_.clear();
}

void Heaviest::touch(std::uint32_t place, double weight) {
  weights_.data()[place] += weight;
  touched_ |= std::uint64_t{1} << (place / kGroup);
}

/// Those of the window that can be among the best. Most groups of documents have none, which is seen at once.
void Heaviest::take_heavy(std::span<const std::uint64_t> matches, std::uint32_t begin) {
  const double rest = essential_ < words_.size() ? words_[essential_].rest : 0;
  for (std::uint64_t left = touched_; left != 0; left &= left - 1) {
    const auto group = static_cast<std::uint32_t>(std::countr_zero(left));
    const double* const weights = weights_.data() + std::size_t{group} * kGroup;
    std::uint64_t heavy = matches[group];
    if (heavy != 0 && has_above(weights, kGroup, threshold_ - rest))
      for (; heavy != 0; heavy &= heavy - 1) {
        const auto place = static_cast<std::uint32_t>(std::countr_zero(heavy));
        if (weights[place] > threshold_ - rest) consider(begin + group * kGroup + place, weights[place]);
      }
  }
  clear();
}

// Groups that are side by side at once, and of a length that the compiler does not know: it would not take the
// library's quick way for so few as are in one.
void Heaviest::clear() {
  for (std::uint32_t group = 0; group < kWindow / kGroup && touched_ >> group != 0;) {
    group += static_cast<std::uint32_t>(std::countr_zero(touched_ >> group));
    const auto count = static_cast<std::uint32_t>(std::countr_one(touched_ >> group));
    std::fill_n(weights_.data() + std::size_t{group} * kGroup, std::size_t{count} * kGroup, 0);
    group += count;
  }
  touched_ = 0;
}

void Heaviest::take_all(std::span<const std::uint64_t> words, std::uint32_t begin) {
  essential_ = 0;
  for (std::size_t i = 0; i < words.size(); ++i)
    for (std::uint64_t word = words[i]; word != 0; word &= word - 1)
      consider(begin + static_cast<std::uint32_t>(i * 64 + static_cast<std::size_t>(std::countr_zero(word))), 0);
}

/// Adds what the other words weigh in it, as long as they can make it heavy enough.
void Heaviest::consider(std::uint32_t document, double weight) {
  for (std::size_t i = essential_; i < words_.size(); ++i) {
    if (weight + words_[i].rest <= threshold_) return;
    weight += weight_in(words_[i], document);
  }
  if (weight <= threshold_ || depth_ == 0) return;
  if (best_.size() == depth_) {
    std::pop_heap(best_.begin(), best_.end(), comes_before);
    best_.pop_back();
  }
  best_.push_back({document, weight});
  std::push_heap(best_.begin(), best_.end(), comes_before);
  if (best_.size() == depth_) threshold_ = best_.front().score;
}

double Heaviest::weight_in(const Word& word, std::uint32_t document) {
  std::uint32_t times = 0;
  for (std::size_t list = word.begin; list < word.end; ++list) {
    watch_.step();
    times = std::min(times + lists_[list].times_of(document), lengths_[document]);
  }
  return times == 0 ? 0 : saturated(word.factor, times, halves_.of(lengths_[document]));
}

}  // namespace tarsach::query

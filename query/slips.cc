#include "query/slips.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>

namespace tarsach::query {
namespace {

// One slip. The fewer ways there are to make one of its kind, the likelier is each: a letter can be left out or
// exchanged in one way, put in or replaced in thirty.
constexpr double kReplaced = 5.0;
constexpr double kExtra = 5.0;
constexpr double kNeighbouringKey = 3.5;  // replaced by it, or hit along with it
constexpr double kMissing = 3.5;
constexpr double kExchanged = 3.0;
constexpr double kDoubled = 2.0;      // a letter twice instead of once, or once instead of twice
constexpr double kOtherKeys = 1.5;    // the same key or sound in the other alphabet
constexpr double kFirstLetter = 1.5;  // on top: the eye is on it

struct Sound {
  char32_t one = 0, other = 0;
  double cost = 0;
};

// Letters that are written for each other because they sound alike, in an unstressed syllable or at a word's end.
constexpr std::array kSounds = {
    Sound{U'и', U'й', 1.5}, Sound{U'о', U'у', 2.0}, Sound{U'а', U'ъ', 2.0}, Sound{U'е', U'и', 2.5},
    Sound{U'я', U'е', 3.0}, Sound{U'а', U'я', 3.0}, Sound{U'у', U'ю', 3.0}, Sound{U'й', U'ь', 2.5},
    Sound{U'б', U'п', 2.0}, Sound{U'в', U'ф', 2.0}, Sound{U'г', U'к', 2.0}, Sound{U'д', U'т', 2.0},
    Sound{U'ж', U'ш', 2.0}, Sound{U'з', U'с', 2.0}, Sound{U'ч', U'щ', 3.0}, Sound{U'ш', U'щ', 2.5},
    Sound{U'ц', U'с', 3.0}, Sound{U'ъ', U'ь', 2.0}, Sound{U'c', U'k', 2.5}, Sound{U's', U'z', 2.5},
    Sound{U'i', U'y', 2.5}, Sound{U'e', U'a', 3.0},
};

struct Joined {
  char32_t first = 0, second = 0, one = 0;
};

// Two letters that are heard as one, or typed for one.
constexpr std::array kJoined = {Joined{U'ш', U'т', U'щ'}, Joined{U'й', U'а', U'я'}, Joined{U'й', U'у', U'ю'}};
constexpr double kJoinedCost = 1.5;

/// The keys of a layout, row by row; a key touches two of the row above it and two of the row below.
using Rows = std::array<std::u32string_view, 3>;
constexpr std::array<Rows, 4> kLayouts = {{
    {U",уеишщксдзц;", U"ьяаожгтнвмч", U"юйъэфхпрлб"},  // БДС
    {U"явертъуиопшщю", U"асдфгхйкл;", U"зьцжбнм"},     // traditional phonetic
    {U"чшертъуиопящь", U"асдфгхйкл;", U"зжцвбнм"},     // phonetic of 2006
    {U"qwertyuiop", U"asdfghjkl", U"zxcvbnm"},
}};

constexpr std::u32string_view kCyrillic = U"абвгдежзийклмнопрстуфхцчшщъьюя";
constexpr std::u32string_view kSameInLatin = U"abvgdejziyklmnoprstufhc    x  q";

constexpr std::size_t kLetters = kCyrillic.size() + 26;
constexpr std::size_t kNoLetter = kLetters;

constexpr std::size_t index_of(char32_t letter) {
  if (letter >= U'a' && letter <= U'z') return kCyrillic.size() + (letter - U'a');
  if (letter >= U'а' && letter <= U'ъ') return letter - U'а';
  if (letter == U'ь' || letter == U'ю' || letter == U'я') return letter == U'ь' ? 27 : letter - U'ю' + 28;
  return kNoLetter;
}

constexpr bool alphabet_is_counted_right() {
  for (std::size_t i = 0; i < kCyrillic.size(); ++i)
    if (index_of(kCyrillic[i]) != i) return false;
  return true;
}
static_assert(alphabet_is_counted_right());
static_assert(kSameInLatin.size() >= kCyrillic.size());

using Costs = std::array<std::array<float, kLetters>, kLetters>;

constexpr void lower(Costs& costs, char32_t one, char32_t other, double cost) {
  const std::size_t i = index_of(one), j = index_of(other);
  if (i == kNoLetter || j == kNoLetter) return;
  const auto value = static_cast<float>(cost);
  costs[i][j] = costs[j][i] = std::min(costs[i][j], value);
}

constexpr void lower_neighbours(Costs& costs, const Rows& rows) {
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t key = 0; key < rows[row].size(); ++key) {
      const char32_t letter = rows[row][key];
      if (key > 0) lower(costs, letter, rows[row][key - 1], kNeighbouringKey);
      if (row == 0) continue;
      for (std::size_t above = key; above <= key + 1 && above < rows[row - 1].size(); ++above)
        lower(costs, letter, rows[row - 1][above], kNeighbouringKey);
    }
  }
}

constexpr Costs replacements() {
  Costs costs = {};
  for (auto& row : costs)
    for (float& cost : row) cost = static_cast<float>(kReplaced);
  for (const Rows& rows : kLayouts) lower_neighbours(costs, rows);
  for (const Sound& sound : kSounds) lower(costs, sound.one, sound.other, sound.cost);
  for (std::size_t i = 0; i < kCyrillic.size(); ++i) lower(costs, kCyrillic[i], kSameInLatin[i], kOtherKeys);
  return costs;
}

constexpr Costs kReplacements = replacements();

double replaced(char32_t typed, char32_t meant) {
  if (typed == meant) return 0;
  const std::size_t i = index_of(typed), j = index_of(meant);
  return i == kNoLetter || j == kNoLetter ? kReplaced : static_cast<double>(kReplacements[i][j]);
}

/// Of a letter that was typed between two others (0: there is none).
double extra(char32_t letter, char32_t before, char32_t after) {
  if (letter == before || letter == after) return kDoubled;
  const auto beside = [&](char32_t other) { return other != 0 && replaced(letter, other) <= kNeighbouringKey; };
  return beside(before) || beside(after) ? kNeighbouringKey : kExtra;
}

double missing(char32_t letter, char32_t before) { return letter == before ? kDoubled : kMissing; }

bool are_joined(char32_t first, char32_t second, char32_t one) {
  return std::ranges::any_of(kJoined, [&](const Joined& joined) {
    return joined.first == first && joined.second == second && joined.one == one;
  });
}

class Alignment {
 public:
  Alignment(std::u32string_view typed, std::u32string_view meant) : typed_(typed), meant_(meant) {}

  std::optional<double> cost(double most) {
    double least_before = kFar;
    for (std::size_t i = 0; i <= typed_.size(); ++i) {
      const double least = fill_row(i);
      if (std::min(least_before, least) > most) return std::nullopt;  // an exchange looks two rows back
      least_before = least;
    }
    const double all = costs_[typed_.size()][meant_.size()];
    return all <= most ? std::optional(all) : std::nullopt;
  }

 private:
  static constexpr double kFar = 1e9;

  /// Within kMaxSlipShift of the diagonal, with as much around it as the next rows look at. Returns the row's least.
  double fill_row(std::size_t i) {
    const auto from = [&](std::size_t shift) { return i < shift ? 0 : i - shift; };
    const auto to = [&](std::size_t shift) { return std::min(meant_.size(), i + shift); };
    for (std::size_t j = from(kMaxSlipShift + 2); j <= to(kMaxSlipShift + 2); ++j) costs_[i][j] = kFar;
    double least = kFar;
    for (std::size_t j = from(kMaxSlipShift); j <= to(kMaxSlipShift); ++j)
      least = std::min(least, costs_[i][j] = i + j == 0 ? 0 : cheapest(i, j));
    return least;
  }

  /// Of the first `i` letters typed and the first `j` meant.
  [[nodiscard]] double cheapest(std::size_t i, std::size_t j) const {
    double best = cheapest_of_two(i, j);
    if (i > 0 && j > 0) {
      const double edit = replaced(typed_[i - 1], meant_[j - 1]);
      best = std::min(best, costs_[i - 1][j - 1] + edit + (edit > 0 && i == 1 && j == 1 ? kFirstLetter : 0));
    }
    if (i > 0) {
      const char32_t before = i > 1 ? typed_[i - 2] : 0, after = i < typed_.size() ? typed_[i] : 0;
      best = std::min(best, costs_[i - 1][j] + extra(typed_[i - 1], before, after) + (j == 0 ? kFirstLetter : 0));
    }
    if (j > 0) {
      const char32_t before = j > 1 ? meant_[j - 2] : 0;
      best = std::min(best, costs_[i][j - 1] + missing(meant_[j - 1], before) + (i == 0 ? kFirstLetter : 0));
    }
    return best;
  }

  /// By an edit that takes two letters of one word or of both.
  [[nodiscard]] double cheapest_of_two(std::size_t i, std::size_t j) const {
    double best = kFar;
    if (i > 1 && j > 1 && typed_[i - 1] == meant_[j - 2] && typed_[i - 2] == meant_[j - 1])
      best = costs_[i - 2][j - 2] + kExchanged + (i == 2 ? kFirstLetter : 0);
    if (i > 1 && j > 0 && are_joined(typed_[i - 2], typed_[i - 1], meant_[j - 1]))
      best = std::min(best, costs_[i - 2][j - 1] + kJoinedCost);
    if (i > 0 && j > 1 && are_joined(meant_[j - 2], meant_[j - 1], typed_[i - 1]))
      best = std::min(best, costs_[i - 1][j - 2] + kJoinedCost);
    return best;
  }

  std::u32string_view typed_, meant_;
  std::array<std::array<double, kMaxSlipLetters + 1>, kMaxSlipLetters + 1> costs_;  // filled as far as it is read
};

}  // namespace

std::optional<double> slip_cost(std::u32string_view typed, std::u32string_view meant, double most) {
  if (typed.size() > kMaxSlipLetters || meant.size() > kMaxSlipLetters) return std::nullopt;
  if (typed.size() > meant.size() + kMaxSlipShift || meant.size() > typed.size() + kMaxSlipShift) return std::nullopt;
  return Alignment(typed, meant).cost(most);
}

std::u32string with_joined_letters(std::u32string_view word) {
  std::u32string joined;
  for (const char32_t letter : word) {
    const auto found = std::ranges::find_if(kJoined, [&](const Joined& pair) {
      return !joined.empty() && joined.back() == pair.first && letter == pair.second;
    });
    if (found == kJoined.end())
      joined += letter;
    else
      joined.back() = found->one;
  }
  return joined;
}

}  // namespace tarsach::query

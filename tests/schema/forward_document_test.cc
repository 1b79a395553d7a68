#include "schema/forward_document.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace tarsach::schema {
namespace {

std::vector<TermAt> words_of(const std::vector<std::pair<std::string, std::uint32_t>>& words) {
  std::vector<TermAt> packed;
  for (const auto& [term, position] : words) packed.push_back({hash_of_term(term), position});
  return packed;
}

/// Where each of the words stands, as the document tells it.
std::vector<TermAt> read_back(const std::string& packed, const std::vector<TermAt>& words) {
  const auto document = ForwardDocument::open(packed);
  EXPECT_TRUE(document.has_value());
  std::map<std::uint32_t, std::uint64_t> hashes;
  for (const TermAt& word : words) {
    const auto [at, is_new] = hashes.try_emplace(document->code_of(word.hash), word.hash);
    EXPECT_EQ(at->second, word.hash) << "one code, one term";
  }
  std::vector<TermAt> read;
  document->for_each([&](std::uint32_t position, std::uint32_t code) { read.push_back({hashes.at(code), position}); });
  return read;
}

TEST(ForwardDocument, TellsWhichTermStandsWhere) {
  const auto words =
      words_of({{"клъстер", 1}, {"среща", 2}, {"във", 3}, {"варна", 4}, {"клъстер", 104}, {"среща", 105}});
  EXPECT_EQ(read_back(pack_forward_document(words), words), words);
}

TEST(ForwardDocument, HasSeveralTermsAtOnePosition) {
  const auto words = words_of({{"вълна", 1}, {"вълни", 1}, {"вълнувам", 1}, {"море", 2}, {"морски", 2}});
  EXPECT_EQ(read_back(pack_forward_document(words), words), words);
}

TEST(ForwardDocument, TellsWhereWordsOfTheBodyBegin) {
  const std::vector<std::uint32_t> milestones = {200, 0, 454, 709, 0, 1'219, 1'220, 100'000, 4'000'000'000};
  const auto words = words_of({{"клъстер", 1}, {"среща", 2}});
  const std::string packed = pack_forward_document(words, milestones);
  std::vector<std::uint32_t> read = {7};
  ForwardDocument::open(packed)->read_milestones(read);
  EXPECT_EQ(read, milestones);
  EXPECT_EQ(read_back(packed, words), words);
}

TEST(ForwardDocument, MayHaveNoMilestones) {
  const std::string packed = pack_forward_document(words_of({{"клъстер", 1}}));
  std::vector<std::uint32_t> read;
  ForwardDocument::open(packed)->read_milestones(read);
  EXPECT_TRUE(std::all_of(read.begin(), read.end(), [](std::uint32_t milestone) { return milestone == 0; }));
}

TEST(ForwardDocument, MayBeEmpty) { EXPECT_EQ(read_back(pack_forward_document({}), {}), std::vector<TermAt>()); }

TEST(ForwardDocument, IsTheSameForTheSameWords) {
  const auto words = words_of({{"а", 1}, {"б", 2}});
  EXPECT_EQ(pack_forward_document(words), pack_forward_document(words));
}

TEST(ForwardDocument, TellsAllOfAnyDocument) {
  std::mt19937 random(20261122);
  for (const std::uint32_t distinct : {1U, 2U, 5U, 6U, 7U, 50U, 216U, 253U, 254U, 255U, 400U, 1'000U, 20'000U}) {
    std::vector<TermAt> words;
    std::uint32_t position = 0;
    for (std::uint32_t i = 0; i < distinct * 2; ++i) {
      const auto kind = random() % 40;
      const auto gap = static_cast<std::uint32_t>(random() % 5'000 + 1);
      position += kind == 0 ? gap : (kind < 4 && position > 0 ? 0 : 1);
      words.push_back({hash_of_term("w" + std::to_string(random() % distinct)), position});
    }
    EXPECT_EQ(read_back(pack_forward_document(words), words), words) << distinct;
  }
}

TEST(ForwardDocument, TakesAboutABitMoreThanTheCodesNeed) {
  std::vector<TermAt> words;
  for (std::uint32_t i = 1; i <= 400; ++i) words.push_back({hash_of_term(std::to_string(i % 250)), i});
  EXPECT_LE(pack_forward_document(words).size(), 400 * 9 / 8 + 250 / 4 + 20);
}

TEST(ForwardDocument, IsRefusedWhenItsPartsDoNotFit) {
  const std::string packed = pack_forward_document(words_of({{"а", 1}, {"б", 2}, {"в", 3}}));
  for (std::size_t size = 0; size < packed.size(); ++size)
    EXPECT_FALSE(ForwardDocument::open(packed.substr(0, size)).has_value()) << size;
  EXPECT_FALSE(ForwardDocument::open(packed + "x").has_value());
}

TEST(ForwardDocument, ReadsNothingOutsideWhateverIsInIt) {
  const std::string packed =
      pack_forward_document(words_of({{"а", 1}, {"б", 2}, {"в", 3}, {"г", 300}}), std::vector<std::uint32_t>{100, 600});
  for (std::size_t place = 0; place < packed.size(); ++place) {
    for (int byte = 0; byte < 256; ++byte) {
      auto changed = std::make_unique<char[]>(packed.size());  // its ends are watched by the sanitizers
      std::copy(packed.begin(), packed.end(), changed.get());
      changed[place] = static_cast<char>(byte);
      const auto document = ForwardDocument::open({changed.get(), packed.size()});
      if (!document) continue;
      std::uint32_t last = 0;
      document->for_each([&](std::uint32_t position, std::uint32_t) { last = position; });
      std::vector<std::uint32_t> milestones;
      document->read_milestones(milestones);
      (void)document->code_of(hash_of_term("а"));
    }
  }
}

}  // namespace
}  // namespace tarsach::schema

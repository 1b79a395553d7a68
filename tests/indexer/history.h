// Files of articles with a past: new ones, changed ones, gone ones, twice the same id, broken lines, moved to another
// file, other members in the same order, other spaces. The same seed has the same past.
//
//   History history(seed);
//   history.step();
//   write(history.file(0));                                   // JSON Lines; files 0 to History::kFiles - 1
#pragma once

#include <array>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace tarsach::indexer {

class History {
 public:
  explicit History(unsigned seed) : random_(seed) {
    for (int i = 0; i < 12; ++i) lines_[pick(kFiles)].push_back(line(i));
  }
  static constexpr unsigned kFiles = 3;
  void step() {
    for (unsigned changes = pick(5); changes > 0; --changes) change();
  }
  [[nodiscard]] std::string file(unsigned number) const {
    std::string text;
    for (const std::string& line : lines_[number]) text += line + "\n";
    return text;
  }

 private:
  unsigned pick(unsigned below) { return static_cast<unsigned>(random_() % below); }
  std::string words(unsigned most) {
    static const std::array<const char*, 16> kWords = {
        "среща",    "клъстер",         "Варна",      "Бургас",    "ИНОВАЦИИ", "за",
        "по-добър", "бизнес-клъстер",  "закон",      "2018",      "София",    "финансиране",
        "във",      "Клъстерна среща", "innovation", "5 юли 2018"};
    std::string text;
    for (unsigned i = 0; i <= pick(most); ++i) text += std::string(i > 0 ? " " : "") + kWords[pick(kWords.size())];
    return text;
  }
  std::string line(int id) {
    if (pick(12) == 0) return "{broken " + std::to_string(id);
    std::string text = pick(6) == 0 ? "{" : R"({"id": "a)" + std::to_string(id) + R"(", )";  // else its place gives one
    if (pick(3) > 0) text += R"("title": ")" + words(4) + R"(", )";
    if (pick(3) == 0) text += R"("date": "201)" + std::to_string(pick(10)) + R"(-07-05", )";
    if (pick(4) == 0) text += R"("topics": ["Иновации", ")" + words(1) + R"("], )";
    if (pick(5) == 0) text += R"("events": ["varna-2018"], )";
    return text + R"("body": ")" + words(30) + R"(."})";
  }
  void change() {
    std::vector<std::string>& lines = lines_[pick(kFiles)];
    const int id = static_cast<int>(pick(30));
    if (lines.empty() || pick(3) == 0) return lines.push_back(line(id));  // perhaps an id that is there
    const auto at = lines.begin() + pick(static_cast<unsigned>(lines.size()));
    switch (pick(5)) {
      case 0: lines.erase(at); break;
      case 1: *at = line(id); break;
      case 2: *at += " "; break;                        // other bytes, the same article
      case 3: lines.insert(lines.begin(), *at); break;  // what an id-less one is called changes with its line
      default: {
        std::string moved = *at;
        lines.erase(at);
        lines_[pick(kFiles)].push_back(std::move(moved));
      }
    }
  }
  std::mt19937 random_;
  std::array<std::vector<std::string>, kFiles> lines_;
};

}  // namespace tarsach::indexer

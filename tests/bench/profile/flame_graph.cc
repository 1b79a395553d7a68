// Draws where the time of a program goes, out of what `perf script` tells:
//
//   perf script -i perf.data --no-inline -F comm,ip,sym,dso | flame_graph TITLE > graph.svg
//
// An SVG with nothing outside of itself. The whole stands on top; below a function stands whom it called, as wide as
// its share of the time, the widest first. Colours tell whose code it is; pointing at a function tells its whole name
// and share. What is narrower than kNarrowest is left out. The shares of whose code it is go to the standard error.
#include <algorithm>
#include <array>
#include <cstdio>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/bench/profile/frame_name.h"

namespace {

constexpr double kWidth = 1200, kMargin = 10, kRow = 17,
                 kLetter = 6.65;     // of DejaVu Sans Mono at 11 px; others are less
constexpr double kNarrowest = .004;  // of all

struct Frame {
  std::string name;
  char origin = 'o';
};

/// Whose code: a letter, which is the class in the SVG, its colour (black text on it has a contrast of 8 and more),
/// name.
struct Origin {
  char letter;
  const char *colour, *name;
  std::array<std::string_view, 5> files;  // how the names of its binaries begin
};
constexpr std::array kOrigins = {
    Origin{'t', "#f6b26b", "tarsach", {"tarsach", "suggest_bench"}},
    Origin{'j', "#ffe08a", "JSON, std:: in tarsach", {}},
    Origin{'x', "#9fc5e8", "Xapian", {"libxapian"}},
    Origin{'z', "#b6d7a8", "zlib, zstd", {"libz.", "libzstd"}},
    Origin{'i', "#d5a6bd", "ICU", {"libicu"}},
    Origin{'c', "#cccccc", "C, C++ libraries", {"libc.", "libjemalloc", "libstdc++", "libm.", "libgcc"}},
    Origin{'k', "#b4a7d6", "the system", {"[kernel", "[vdso]"}},
    Origin{'o', "#e6d5c3", "other", {}},
};

char origin_of(std::string_view file, std::string_view name) {
  const std::string_view base = file.substr(file.rfind('/') + 1);
  for (const Origin& origin : kOrigins)
    for (const std::string_view beginning : origin.files)
      if (!beginning.empty() && base.starts_with(beginning))
        return origin.letter == 't' && (name.starts_with("std::") || name.starts_with("nlohmann::")) ? 'j'
                                                                                                     : origin.letter;
  return 'o';
}

/// "	  19d067 tarsach::text::is_valid (/usr/bin/tarsach-indexer)"
Frame read_frame(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  line.remove_prefix(std::min(line.find(' '), line.size() - 1) + 1);
  const auto file = line.rfind(" (");
  if (file == line.npos) return {std::string(line)};
  const std::string_view path = line.substr(file + 2, line.size() - file - 3);
  const std::string name = profile::readable_name(line.substr(0, file));
  const char origin = origin_of(path, name);
  if (name != "[unknown]" || path == name) return {name, origin};
  const std::string_view base = path.substr(path.rfind('/') + 1);
  return {"[" + std::string(base.substr(0, base.find('.'))) + "]", origin};
}

/// Whether this only leads to somebody's first function: the C library's start of a program or thread, or what is left
/// of a stack that was cut off.
bool is_beginning(const Frame& frame) {
  return frame.origin == 'c' || frame.origin == 'j' || frame.name == "_start" || frame.name == "[unknown]";
}

/// What would tell nobody anything: how std::function and std::thread come to call what they were given.
bool is_noise(const Frame& frame) {
  return frame.name == "main" || frame.name.starts_with("std::_Function_handler::") ||
         frame.name.starts_with("std::__invoke");
}

/// What the system was asked for, out of its functions (innermost first).
std::string system_call(const std::vector<Frame>& frames) {
  for (const Frame& frame : frames) {
    if (frame.name.starts_with("__x64_sys_")) return "system: " + frame.name.substr(10);
    if (frame.name.find("page_fault") != std::string::npos) return "system: page fault";
  }
  return "system";
}

struct Node {
  std::map<std::string, std::unique_ptr<Node>> callees;
  std::size_t samples = 0;
  char origin = 'o';
};

/// Adds up stacks. Functions that follow themselves are one: recursion, and what differs in template arguments alone.
class Tree {
 public:
  void add(const std::vector<Frame>& stack) {  // innermost first
    std::vector<Frame> kernel, frames;
    for (const Frame& frame : stack) (frame.origin == 'k' ? kernel : frames).push_back(frame);
    if (!kernel.empty()) frames.insert(frames.begin(), {system_call(kernel), 'k'});
    if (frames.empty()) return;
    Node* node = &root;
    ++root.samples, ++self[frames.front().origin];
    std::string_view last;
    auto first = std::find_if_not(frames.rbegin(), frames.rend(), is_beginning);
    if (first == frames.rend()) first = frames.rbegin();
    for (auto frame = first; frame != frames.rend(); ++frame) {
      if (frame->name == last || is_noise(*frame)) continue;
      auto& callee = node->callees[frame->name];
      if (callee == nullptr) callee = std::make_unique<Node>();
      node = callee.get();
      ++node->samples, node->origin = frame->origin;
      last = frame->name;
    }
  }

  Node root;
  std::map<char, std::size_t> self;  // samples by whose innermost function it was
};

Tree read(std::istream& lines) {
  Tree tree;
  std::vector<Frame> stack;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty()) {
      tree.add(stack);
      stack.clear();
    } else if (line[0] == ' ' || line[0] == '\t') {
      stack.push_back(read_frame(line));
    }
  }
  tree.add(stack);
  return tree;
}

std::string escaped(std::string_view text) {
  std::string made;
  for (const char letter : text) {
    if (letter == '<')
      made += "&lt;";
    else if (letter == '&')
      made += "&amp;";
    else
      made += letter;
  }
  return made;
}

/// As much of a name as fits: without its first qualifiers, else its beginning; nothing if that would tell nothing.
std::string fitting(std::string_view name, double width) {
  const auto letters = static_cast<std::size_t>(std::max(0.0, (width - 6) / kLetter));
  while (name.size() > letters) {
    const auto qualifier = name.find("::");
    if (qualifier == name.npos) break;
    name.remove_prefix(qualifier + 2);
  }
  if (name.size() <= letters) return std::string(name);
  return letters < 4 ? "" : std::string(name.substr(0, letters - 1)) + "…";
}

/// One decimal, without the zeroes that say nothing: an address of a pixel, a share in percent.
std::string number(double value) {
  std::array<char, 32> digits{};
  std::snprintf(digits.data(), digits.size(), "%.1f", value);
  const std::string made = digits.data();
  return made.ends_with(".0") ? made.substr(0, made.size() - 2) : made;
}

class Drawing {
 public:
  explicit Drawing(const Tree& tree)
      : tree_(tree), scale_((kWidth - 2 * kMargin) / static_cast<double>(tree.root.samples)) {
    draw("all", tree.root, kMargin, 0);
  }

  [[nodiscard]] std::string svg(const std::string& title) const {
    const double top = 62, height = top + static_cast<double>(deepest_ + 1) * kRow + kMargin;
    std::string text = R"(<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 )" + number(kWidth) + " " +
                       number(height) +
                       "\" font-family=\"'DejaVu Sans Mono',Menlo,Consolas,monospace\" font-size=\"11\">\n" +
                       "<title>" + escaped(title) + "</title>\n<style>rect{stroke:#fff;stroke-width:.5}" +
                       "g:hover>rect{stroke:#000;stroke-width:1.5}";
    for (const Origin& origin : kOrigins) text += std::string(".") + origin.letter + "{fill:" + origin.colour + "}";
    text += "text{fill:#000}</style>\n<path fill=\"#fff\" d=\"M0 0h" + number(kWidth) + "v" + number(height) +
            "H0z\"/>\n<text x=\"10\" y=\"22\" font-size=\"15\">" + escaped(title) + "</text>\n" + legend();
    return text + "<g transform=\"translate(0 " + number(top) + ")\">\n" + frames_ + "</g>\n</svg>\n";
  }

 private:
  void draw(const std::string& name, const Node& node, double x, std::size_t depth) {
    const double width = static_cast<double>(node.samples) * scale_;
    if (static_cast<double>(node.samples) < kNarrowest * static_cast<double>(tree_.root.samples)) return;
    deepest_ = std::max(deepest_, depth);
    const double y = static_cast<double>(depth) * kRow;
    frames_ += std::string("<g class=\"") + node.origin + "\"><title>" + escaped(name) + ", " +
               number(100.0 * static_cast<double>(node.samples) / static_cast<double>(tree_.root.samples)) +
               " %</title><rect x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" + number(width) +
               "\" height=\"17\"/>";
    if (const std::string shown = fitting(name, width); !shown.empty())
      frames_ += "<text x=\"" + number(x + 3) + "\" y=\"" + number(y + 12.5) + "\">" + escaped(shown) + "</text>";
    frames_ += "</g>\n";
    std::vector<std::pair<std::string, const Node*>> callees;
    for (const auto& [callee, part] : node.callees) callees.emplace_back(callee, part.get());
    std::ranges::stable_sort(callees,
                             [](const auto& a, const auto& b) { return a.second->samples > b.second->samples; });
    for (const auto& [callee, part] : callees) {
      draw(callee, *part, x, depth + 1);
      x += static_cast<double>(part->samples) * scale_;
    }
  }

  /// Whose code the time was spent in itself.
  [[nodiscard]] std::string legend() const {
    std::string text;
    double x = kMargin;
    for (const Origin& origin : kOrigins) {
      const auto found = tree_.self.find(origin.letter);
      const double share = found == tree_.self.end()
                               ? 0
                               : 100.0 * static_cast<double>(found->second) / static_cast<double>(tree_.root.samples);
      if (share < .5) continue;
      std::fprintf(stderr, "%5.1f %% %s\n", share, origin.name);
      const std::string shown = std::string(origin.name) + " " + number(share) + " %";
      text += std::string("<g class=\"") + origin.letter + "\"><rect x=\"" + number(x) +
              "\" y=\"34\" width=\"14\" height=\"14\"/><text x=\"" + number(x + 19) + "\" y=\"45\">" + shown +
              "</text></g>\n";
      x += 19 + static_cast<double>(shown.size()) * kLetter + 18;
    }
    return text;
  }

  const Tree& tree_;
  const double scale_;
  std::string frames_;
  std::size_t deepest_ = 0;
};

}  // namespace

int main(int count, char** words) {
  if (count != 2) return std::fputs("perf script -F comm,ip,sym,dso | flame_graph TITLE > graph.svg\n", stderr), 2;
  const Tree tree = read(std::cin);
  if (tree.root.samples == 0) return std::fputs("there are no samples\n", stderr), 1;
  std::cout << Drawing(tree).svg(words[1]);
}

#include "indexer/progress.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace tarsach::indexer {
namespace {

constexpr std::chrono::milliseconds kBarInterval{100};
constexpr std::chrono::seconds kLineInterval{5};
constexpr int kBarCells = 24;
constexpr const char* kEraseLine = "\r\033[K";

void write_out(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

std::string one_decimal(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f", value);
  return text.data();
}

std::string clock_time(double seconds) {
  const auto whole = static_cast<long>(std::clamp(seconds, 0.0, 359'999.0));
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%ld:%02ld", whole / 60, whole % 60);
  return text.data();
}

}  // namespace

Progress::Progress(Style style, std::uint64_t total_bytes) : output_(choose(style)), total_bytes_(total_bytes) {
  if (!is_bar()) next_ = start_ + kLineInterval;  // a short run says nothing
}

Progress::~Progress() { erase_bar(); }

Progress::Output Progress::choose(Style style) {
  if (style == Style::kSilent) return Output::kNone;
  if (::isatty(STDERR_FILENO) == 0) return Output::kLines;
  const char* no_color = std::getenv("NO_COLOR");
  return no_color != nullptr && *no_color != '\0' ? Output::kPlainBar : Output::kColourBar;
}

double Progress::seconds() const { return std::chrono::duration<double>(Clock::now() - start_).count(); }

void Progress::read(std::uint64_t bytes, std::uint64_t articles) {
  const std::lock_guard lock(mutex_);
  bytes_read_ = bytes;
  articles_read_ = articles;
}

void Progress::indexed() {
  const std::lock_guard lock(mutex_);
  ++articles_indexed_;
  const Clock::time_point now = Clock::now();
  if (output_ == Output::kNone || now < next_) return;
  if (is_bar()) {
    next_ = now + kBarInterval;
  } else {
    next_ = now + kLineInterval;
  }
  draw(state());
}

void Progress::stage(std::string_view what) {
  const std::lock_guard lock(mutex_);
  if (is_bar() || (output_ == Output::kLines && Clock::now() >= next_)) draw(std::string(what) + "…");
}

void Progress::message(std::string_view line) {
  const std::lock_guard lock(mutex_);
  erase_bar();
  write_out(std::string(line) + "\n");
}

void Progress::erase_bar() {
  if (drawn_) write_out(kEraseLine);
  drawn_ = false;
}

void Progress::draw(const std::string& line) {
  if (!is_bar()) return write_out(line + "\n");
  write_out(kEraseLine + line);
  drawn_ = true;
}

std::string Progress::bar(double share) const {
  const int full = static_cast<int>(std::lround(share * kBarCells));
  const bool colour = output_ == Output::kColourBar;
  std::string bar = colour ? "\033[32m" : "";
  for (int i = 0; i < kBarCells; ++i) {
    if (colour && i == full) bar += "\033[0m";
    bar += i < full ? "█" : "░";
  }
  return colour ? bar + "\033[0m" : bar;
}

/// The reader is ahead by the batches that wait, so bytes are counted as far as their articles are indexed.
std::string Progress::state() const {
  const double elapsed = std::max(seconds(), 0.001);
  const auto rate = static_cast<std::uint64_t>(static_cast<double>(articles_indexed_) / elapsed);
  const std::string counts = with_commas(articles_indexed_) + " articles, " + with_commas(rate) + "/s";
  if (total_bytes_ == 0 || articles_read_ == 0) return counts;
  const double done =
      static_cast<double>(bytes_read_) * static_cast<double>(articles_indexed_) / static_cast<double>(articles_read_);
  const double share = std::min(1.0, done / static_cast<double>(total_bytes_));
  const std::string per_cent = std::to_string(static_cast<int>(share * 100)) + " %";
  const std::string left = share > 0.01 ? ", " + clock_time(elapsed / share - elapsed) + " left" : "";
  return (is_bar() ? bar(share) + "  " : "") + per_cent + " of " + readable_bytes(total_bytes_) + "  " + counts + left;
}

std::string with_commas(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t end = text.size(); end > 3; end -= 3) text.insert(end - 3, ",");
  return text;
}

std::string readable_bytes(std::uint64_t bytes) {
  constexpr std::array kUnits = {"KiB", "MiB", "GiB", "TiB"};
  if (bytes < 1024) return std::to_string(bytes) + " bytes";
  double value = static_cast<double>(bytes) / 1024;
  std::size_t unit = 0;
  for (; value >= 1024 && unit + 1 < kUnits.size(); ++unit) value /= 1024;
  return one_decimal(value) + " " + kUnits[unit];
}

}  // namespace tarsach::indexer

#include "tests/soak/daemon.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <utility>

namespace tarsach::testing {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kLeastSamples = 30;  // fewer tell nothing
// The allocator keeps an arena for each thread, and each grows to what the largest request has needed; that took under
// 3 MiB when nothing leaked. A snapshot that leaks is at least 100 KiB for each publication, 100 bytes a request 1 MiB
// for each 10,000: both are over the bound within minutes.
constexpr long kMostGrowth = 4 * 1024 * 1024;
constexpr long kMostFiles = 40;  // sockets come and go with the visitors
constexpr long kMostThreads = 2;

/// "RssAnon:     1234 kB" → bytes.
long number_in(const std::string& path, const std::string& name) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);)
    if (line.starts_with(name)) return std::atol(line.c_str() + name.size());
  return 0;
}

long entries_of(const std::string& path) {
  std::error_code ignored;
  return std::distance(std::filesystem::directory_iterator(path, ignored), std::filesystem::directory_iterator());
}

using Part = long Sample::*;

long median(const std::vector<Sample>& samples, std::size_t third, Part part) {
  std::vector<long> values;
  for (std::size_t i = samples.size() * third / 3; i < samples.size() * (third + 1) / 3; ++i)
    values.push_back(samples[i].*part);
  if (values.empty()) return 0;
  std::ranges::nth_element(values, values.begin() + static_cast<long>(values.size() / 2));
  return values[values.size() / 2];
}

struct PartRow {
  const char* name;
  Part part;
  long most_growth;
  long unit;
};

constexpr PartRow kParts[] = {{"memory, KiB", &Sample::anonymous, kMostGrowth, 1024},
                              {"open files", &Sample::files, kMostFiles, 1},
                              {"threads", &Sample::threads, kMostThreads, 1}};

}  // namespace

Daemon::Daemon(std::string index, Record& record) : index_(std::move(index)), port_(free_port()), record_(record) {
  start();
}

void Daemon::start() {
  program_ = std::make_unique<BackgroundProgram>(std::vector<std::string>{
      program_path("tarsach-searchd"), "--index", index_, "--port", std::to_string(port_), "--reload-interval", "1"});
  started_ = std::chrono::steady_clock::now();
  samples_.clear();
  if (!wait_for_port(port_, 20s)) record_.violation("daemon", "does not start: " + program_->error());
}

void Daemon::look_for_a_new_generation() {
  const std::lock_guard lock(mutex_);
  program_->signal(SIGHUP);
  record_.count("daemon: SIGHUP");
}

void Daemon::restart() {
  const std::lock_guard lock(mutex_);
  is_away_ = true;
  ++era_;
  const int status = program_->stop(SIGTERM, 30s);
  if (status != 0) record_.violation("daemon", "ended with " + std::to_string(status));
  start();
  ++era_;
  is_away_ = false;
  record_.count("daemon: started again");
}

void Daemon::stop() {
  const std::lock_guard lock(mutex_);
  const int status = program_->stop(SIGTERM, 30s);
  last_words_ = program_->error();
  if (last_words_.size() > 4000) last_words_.erase(0, last_words_.size() - 4000);
  if (status != 0) record_.violation("daemon", "ended with " + std::to_string(status) + ": " + last_words_);
}

void Daemon::take_sample() {
  const std::lock_guard lock(mutex_);
  if (!program_->runs()) return record_.violation("daemon", "is gone: " + program_->error());
  const std::string folder = "/proc/" + std::to_string(program_->process());
  const auto age = std::chrono::steady_clock::now() - started_;
  samples_.push_back({std::chrono::duration<double>(age).count(), number_in(folder + "/status", "RssAnon:") * 1024,
                      entries_of(folder + "/fd"), number_in(folder + "/status", "Threads:")});
}

std::string growth_of(const std::vector<Sample>& samples) {
  std::string told;
  if (samples.size() < kLeastSamples) return told;
  for (const auto& [name, part, most, unit] : kParts) {
    const long growth = median(samples, 2, part) - median(samples, 1, part);
    if (growth > most) told += std::string(name) + " grew by " + std::to_string(growth / unit) + "; ";
  }
  return told;
}

std::string table_of(const std::vector<Sample>& samples) {
  std::string text = "  of the daemon, medians              1st third  2nd third  3rd third\n";
  for (const auto& [name, part, most, unit] : kParts) {
    std::array<char, 128> line{};
    std::snprintf(line.data(), line.size(), "  %-34s %10ld %10ld %10ld\n", name, median(samples, 0, part) / unit,
                  median(samples, 1, part) / unit, median(samples, 2, part) / unit);
    text += line.data();
  }
  return text;
}

}  // namespace tarsach::testing

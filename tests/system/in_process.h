// The daemon without its sockets: the bytes of a request go in, the bytes of an answer come out, through all that
// stands between. What comes out is read strictly: a header that an article could have written is a failure.
//
//   InProcessDaemon daemon(index.path());
//   EXPECT_EQ(daemon.get("/v1/search?q=%D0%BA").status, 200);
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/log.h"
#include "query/engine.h"
#include "searchd/head.h"
#include "searchd/protocol.h"
#include "searchd/service.h"

namespace tarsach::testing {

struct StrictAnswer {
  int status = 0;
  std::map<std::string, std::string> headers = {};
  std::string body = {};
  std::string fault = {};  // what is wrong with its grammar; empty: nothing

  [[nodiscard]] std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
  }
  [[nodiscard]] std::string type() const {
    const std::string whole = header("Content-Type");
    return whole.substr(0, whole.find(';'));
  }
};

/// A line of a head: a name of letters and dashes, ": ", printable ASCII.
inline bool read_header(std::string_view line, std::map<std::string, std::string>& headers) {
  const auto colon = line.find(": ");
  if (colon == 0 || colon == std::string_view::npos) return false;
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'; };
  const auto is_printable = [](char c) { return c >= ' ' && c <= '~'; };
  const std::string_view name = line.substr(0, colon), value = line.substr(colon + 2);
  if (!std::all_of(name.begin(), name.end(), is_letter)) return false;
  if (!std::all_of(value.begin(), value.end(), is_printable)) return false;
  return headers.emplace(name, value).second;
}

inline StrictAnswer read_strictly(std::string_view bytes) {
  StrictAnswer answer;
  const auto end = bytes.find("\r\n\r\n");
  if (!bytes.starts_with("HTTP/1.1 ") || end == std::string_view::npos) return {.fault = "no head"};
  answer.status = std::atoi(std::string(bytes.substr(9, 3)).c_str());
  answer.body = bytes.substr(end + 4);
  std::string_view head = bytes.substr(0, end);
  for (head.remove_prefix(std::min(head.find("\r\n"), head.size())); !head.empty();) {
    head.remove_prefix(2);
    const auto line = head.substr(0, head.find("\r\n"));
    if (!read_header(line, answer.headers)) answer.fault = "header: " + std::string(line);
    head.remove_prefix(line.size());
  }
  const bool has_no_body = answer.status == 304 || answer.status == 204;
  if (has_no_body ? !answer.body.empty() : answer.header("Content-Length") != std::to_string(answer.body.size()))
    answer.fault = "Content-Length";
  return answer;
}

/// While it lives, there is no line in the log for each of thousands of requests.
struct QuietLog {
  QuietLog() { log::set_level(log::Level::kError); }
  ~QuietLog() { log::set_level(log::Level::kInfo); }
  QuietLog(const QuietLog&) = delete;
  QuietLog& operator=(const QuietLog&) = delete;
};

/// For one thread.
class InProcessDaemon {
 public:
  explicit InProcessDaemon(const std::filesystem::path& index, std::int64_t cache_size = searchd::Settings{}.cache_size)
      : engine_(open(index)),
        service_(*engine_, settings(cache_size), metrics_),
        protocol_([this](searchd::Request&& request) { return service_.answer(std::move(request)); }) {}
  InProcessDaemon(const InProcessDaemon&) = delete;
  InProcessDaemon& operator=(const InProcessDaemon&) = delete;

  [[nodiscard]] const query::Engine& engine() const { return *engine_; }

  [[nodiscard]] searchd::Metrics& metrics() { return metrics_; }

  void reload() {
    if (const auto reloaded = engine_->reload(); !reloaded) throw std::runtime_error(describe(reloaded.error()));
  }

  /// `request` is one whole head. A head that is refused is answered too.
  [[nodiscard]] StrictAnswer exchange(const std::string& request) {
    const auto head = searchd::inspect_head(request);
    searchd::Arrival arrival;
    arrival.head = request.substr(0, head.bytes);
    arrival.at = searchd::Request::Clock::now();
    arrival.refusal = head.refusal;
    arrival.last = head.last;
    return read_strictly(protocol_.exchange(arrival).bytes);
  }

  /// `more` are header lines, each with its line end.
  [[nodiscard]] StrictAnswer get(const std::string& target, const std::string& more = {}) {
    return exchange("GET " + target + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n" + more + "\r\n");
  }

 private:
  static std::unique_ptr<query::Engine> open(const std::filesystem::path& index) {
    auto engine = query::Engine::open(index);
    if (!engine) throw std::runtime_error(describe(engine.error()));
    return std::move(*engine);
  }
  static searchd::Settings settings(std::int64_t cache_size) {
    searchd::Settings settings;
    settings.cache_size = cache_size;
    settings.threads = 1;
    settings.deadline = 60'000;
    return settings;
  }

  std::unique_ptr<query::Engine> engine_;
  searchd::Metrics metrics_;
  searchd::Service service_;
  searchd::Protocol protocol_;
};

}  // namespace tarsach::testing

#include "searchd/settings.h"

#include <algorithm>
#include <thread>

#include "query/version.h"

namespace tarsach::searchd {
namespace {

std::int64_t processors() { return std::max<std::int64_t>(1, std::thread::hardware_concurrency()); }

}  // namespace

Result<Parsed> parse_settings(int argc, const char* const* argv, Settings& settings) {
  const Command command{
      .name = {},
      .summary = "Answers searches over HTTP: a page at /search, JSON at /v1/search.",
      .options = {{"index", "DIR", "the index to serve", &settings.index, Need::kRequired},
                  {"listen", "WHERE", "a numeric address, or unix:PATH", &settings.listen},
                  {"port", "N", "TCP port; 0 takes a free one", &settings.port, Need::kOptional, {0, 65'535}},
                  {"threads",
                   "N",
                   "searches at a time; 0: as many as processors",
                   &settings.threads,
                   Need::kOptional,
                   {0, 256}},
                  {"max-queue",
                   "N",
                   "searches that may wait for their turn; more are told 503",
                   &settings.max_queue,
                   Need::kOptional,
                   {0, 512}},
                  {"deadline",
                   "MS",
                   "milliseconds for one search; then 503",
                   &settings.deadline,
                   Need::kOptional,
                   {1, 600'000}},
                  {"log-queries", "", "write what people search for to the log", &settings.log_queries},
                  {"reload-interval",
                   "S",
                   "seconds between looks for a new generation; 0: only on SIGHUP",
                   &settings.reload_interval,
                   Need::kOptional,
                   {0, 86'400}}}};
  const Program program{
      "tarsach-searchd", "Answers searches over HTTP.", query::version_text("tarsach-searchd"), {command}};
  auto parsed = parse(program, argc, argv);
  if (settings.threads == 0) settings.threads = processors();
  return parsed;
}

}  // namespace tarsach::searchd

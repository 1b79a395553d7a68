#include "searchd/settings.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "query/version.h"
#include "searchd/client_address.h"
#include "searchd/cors.h"
#include "searchd/site.h"

namespace tarsach::searchd {
namespace {

std::int64_t processors() { return std::max<std::int64_t>(1, std::thread::hardware_concurrency()); }

Result<void> check_origins(const Settings& settings) {
  if (!settings.public_url.empty() && !is_origin(settings.public_url))
    return fail(ErrorCode::kUsage, "--public-url is '" + settings.public_url + "', which is not an origin",
                "write https://example.org, in lower case and without a path");
  for (const auto& origin : settings.cors_origins)
    if (!Cors::is_allowed_value(origin))
      return fail(ErrorCode::kUsage, "--cors-origin is '" + origin + "', which is not an origin",
                  "write https://example.org, in lower case and without a path, or *");
  return {};
}

/// Behind a Unix socket stands a proxy: all its clients would count as one.
Result<void> check_proxies(const Settings& settings) {
  bool is_unix_trusted = false;
  for (const auto& proxy : settings.trusted_proxies) {
    const auto network = parse_network(proxy);
    if (!network)
      return fail(ErrorCode::kUsage, "--trusted-proxy is '" + proxy + "', which is neither an address nor a network",
                  "write 10.0.0.7, 10.0.0.0/8, 2001:db8::/32 or, for the other end of a Unix socket, unix");
    is_unix_trusted = is_unix_trusted || network->address.family == Address::Family::kUnix;
  }
  if (settings.rate_limit > 0 && settings.listen.starts_with("unix:") && !is_unix_trusted)
    return fail(ErrorCode::kUsage, "--rate-limit at a Unix socket would count all clients as one",
                "add --trusted-proxy unix, and let the proxy send X-Forwarded-For");
  return {};
}

Manual manual() {
  return {
      .section = 8,
      .title = "answer searches over HTTP",
      .description =
          {"tarsach-searchd serves one index: a page for people at /search, JSON for programs at /v1/search, and what "
           "belongs to them. It runs in the foreground and is ready when /health/readyz answers 200.",
           "A generation that tarsach-indexer(1) publishes is picked up without a pause: searches that run end with "
           "the old one. Whoever can not be served in time gets a 503 with Retry-After.",
           "SIGTERM and SIGINT finish what runs and end the daemon. SIGHUP reads the configuration again and looks for "
           "a "
           "new generation at once. The log goes to standard error, a line of JSON for each request; who reads it too "
           "slowly misses lines, and no request waits for it.",
           "Under systemd it tells when it is ready, what it serves and that it lives, and takes over a socket that "
           "was opened for it."},
      .environment = {{"TARSACH_DATA", "The folder of the tables that are installed with the program."}},
      .files = {{"../share/tarsach/english-bulgarian.dictionary",
                 "Translations, beside the folder of the program. Without it queries are not translated."}},
      .exit_statuses = {{"0", "Stopped by a signal, after it finished what ran."},
                        {"2", "Wrong use: an unknown option or value."},
                        {"65", "The index can not be understood: damaged, or made by another version."},
                        {"69", "There is no index, or nothing in it yet; or the address can not be used."},
                        {"70", "A fault of the program or of the machine."},
                        {"78", "A wrong configuration file or environment variable."}},
      .examples = {{"tarsach-searchd --index index --port 8080", "Serve an index at http://127.0.0.1:8080/search"},
                   {"tarsach-searchd --index index --listen unix:tarsach.sock", "Behind a web server, at a socket"},
                   {"tarsach-searchd config --index index", "See what holds, and from where"}},
      .see_also = {"tarsach(1)", "tarsach-indexer(1)"},
  };
}

/// Where it serves what, and how much at a time.
std::vector<Option> serving_options(Settings& settings) {
  return {
      {"index", "DIR", "the index to serve", &settings.index, Need::kRequired},
      {"remote-shard", "N=HOST:PORT", "shard N of the index is served there by xapian-tcpsrv", &settings.remote_shards},
      {"listen", "WHERE", "a numeric address, or unix:PATH", &settings.listen},
      {"port", "N", "TCP port; 0 takes a free one", &settings.port, Need::kOptional, {0, 65'535}},
      {"threads", "N", "searches at a time; 0: as many as processors", &settings.threads, Need::kOptional, {0, 256}},
      {"max-queue",
       "N",
       "searches that may wait for their turn at most; fewer when more come than can be answered",
       &settings.max_queue,
       Need::kOptional,
       {0, 512}},
      {"cache-size",
       "MIB",
       "MiB of answers to keep for whoever asks the same of the same generation; 0: none",
       &settings.cache_size,
       Need::kOptional,
       {0, 65'536}},
      {"deadline", "MS", "milliseconds for one search; then 503", &settings.deadline, Need::kOptional, {1, 600'000}}};
}

/// Whom it serves, and what it tells of that.
std::vector<Option> client_options(Settings& settings) {
  return {
      {"rate-limit",
       "N",
       "requests a second of one client; more are told 429; 0: any number",
       &settings.rate_limit,
       Need::kOptional,
       {0, 1'000'000}},
      {"rate-burst",
       "N",
       "requests that a client may send at once; 0: twice the rate",
       &settings.rate_burst,
       Need::kOptional,
       {0, 1'000'000}},
      {"trusted-proxy", "ADDR[/BITS]", "a front proxy, or unix: X-Forwarded-For tells its clients' addresses",
       &settings.trusted_proxies},
      {"public-url", "URL", "the address that clients know, as https://example.org; in feeds", &settings.public_url},
      {"cors-origin", "ORIGIN", "a site whose scripts may read answers, or *", &settings.cors_origins},
      {"log-queries", "", "write what people search for to the log", &settings.log_queries},
      {"slow-query",
       "MS",
       "log a warning with the times of its stages for a request that takes so long; 0: never",
       &settings.slow_query,
       Need::kOptional,
       {0, 600'000}},
      {"reload-interval",
       "S",
       "seconds between looks for a new generation where the file system does not tell of it; 0: none",
       &settings.reload_interval,
       Need::kOptional,
       {0, 86'400}},
      {"await-index", "", "start without an index too, and say 503 until its first generation is there",
       &settings.await_index}};
}

}  // namespace

Result<Parsed> parse_settings(int argc, const char* const* argv, Settings& settings) {
  Command command{.name = {},
                  .summary = "Answers searches over HTTP: a page at /search, JSON at /v1/search.",
                  .options = serving_options(settings)};
  for (Option& option : client_options(settings)) command.options.push_back(std::move(option));
  const Program program{
      "tarsach-searchd", "Answers searches over HTTP.", query::version_text("tarsach-searchd"), {command}, manual()};
  auto parsed = parse(program, argc, argv);
  if (settings.threads == 0) settings.threads = processors();
  if (parsed) TARSACH_CHECK(check_origins(settings));
  if (parsed) TARSACH_CHECK(check_proxies(settings));
  if (parsed) TARSACH_CHECK(remote_shards_of(settings));
  return parsed;
}

// One that is frozen must be told before the deadline of the search that waits for it: on an old connection, and then
// on a new one.
Result<schema::RemoteShards> remote_shards_of(const Settings& settings) {
  return schema::parse_remote_shards(settings.remote_shards, std::chrono::milliseconds(settings.deadline / 3 + 1));
}

std::vector<std::string> keep_what_needs_a_restart(const Settings& running, Settings& wanted) {
  std::vector<std::string> names;
  const auto keep = [&](const char* name, auto Settings::*member) {
    if (running.*member == wanted.*member) return;
    names.emplace_back(name);
    wanted.*member = running.*member;
  };
  keep("index", &Settings::index);
  keep("remote-shard", &Settings::remote_shards);
  keep("listen", &Settings::listen);
  keep("port", &Settings::port);
  keep("threads", &Settings::threads);
  keep("max-queue", &Settings::max_queue);
  keep("cache-size", &Settings::cache_size);
  keep("rate-limit", &Settings::rate_limit);
  keep("rate-burst", &Settings::rate_burst);
  keep("trusted-proxy", &Settings::trusted_proxies);
  return names;
}

}  // namespace tarsach::searchd

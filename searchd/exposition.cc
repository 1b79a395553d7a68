#include "searchd/exposition.h"

#include <prometheus/text_serializer.h>

#include <algorithm>
#include <limits>
#include <locale>
#include <sstream>
#include <utility>

#include "base/utc_time.h"
#include "base/version.h"
#include "query/version.h"
#include "schema/manifest.h"

namespace tarsach::searchd {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;
using Labels = std::vector<ClientMetric::Label>;

double number(std::uint64_t value) { return static_cast<double>(value); }

double seconds(std::chrono::nanoseconds duration) { return std::chrono::duration<double>(duration).count(); }

double seconds_since_1970(std::chrono::system_clock::time_point time) { return seconds(time.time_since_epoch()); }

/// 0 if there is none.
double seconds_since_1970(const std::string& moment) {
  const auto time = parse_utc(moment);
  return time ? seconds_since_1970(*time) : 0;
}

ClientMetric::Histogram histogram_of(const DurationHistogram& durations) {
  const auto reading = durations.read();
  ClientMetric::Histogram histogram;
  for (std::size_t i = 0; i < reading.counts.size(); ++i) {
    const auto& bounds = DurationHistogram::kBounds;
    histogram.sample_count += reading.counts[i];
    const double bound = i < bounds.size() ? seconds(bounds[i]) : std::numeric_limits<double>::infinity();
    histogram.bucket.push_back({histogram.sample_count, bound});
  }
  histogram.sample_sum = seconds(reading.sum);
  return histogram;
}

/// Families of series, one after the other; a series belongs to the family begun last.
class Families {
 public:
  Families& counter(std::string name, std::string help) { return begin(std::move(name), std::move(help), kCounter); }
  Families& gauge(std::string name, std::string help) { return begin(std::move(name), std::move(help), kGauge); }
  Families& histogram(std::string name, std::string help) {
    return begin(std::move(name), std::move(help), MetricType::Histogram);
  }
  Families& add(double value, Labels labels = {}) {
    ClientMetric metric;
    metric.label = std::move(labels);
    if (all_.back().type == kCounter) metric.counter.value = value;
    if (all_.back().type == kGauge) metric.gauge.value = value;
    all_.back().metric.push_back(std::move(metric));
    return *this;
  }
  Families& add(const DurationHistogram& durations, Labels labels = {}) {
    ClientMetric metric;
    metric.label = std::move(labels);
    metric.histogram = histogram_of(durations);
    all_.back().metric.push_back(std::move(metric));
    return *this;
  }
  [[nodiscard]] const std::vector<MetricFamily>& all() const { return all_; }

 private:
  static constexpr auto kCounter = MetricType::Counter;
  static constexpr auto kGauge = MetricType::Gauge;

  Families& begin(std::string name, std::string help, MetricType type) {
    all_.push_back({std::move(name), std::move(help), type, {}});
    return *this;
  }
  std::vector<MetricFamily> all_;
};

/// Alerts are about these: they are there before they happen.
bool is_always_told(int status) { return status == 200 || status == 500 || status == 503; }

void add_requests(Families& families, const Metrics& metrics) {
  const auto all = metrics.requests.all();
  families.counter("tarsach_http_requests_total", "Requests that were answered.");
  for (const auto& [route, counts] : all)
    for (std::size_t i = 0; i < kStatuses.size(); ++i)
      if (const auto value = counts.by_status[i].value(); value > 0 || is_always_told(kStatuses[i]))
        families.add(number(value), {{"route", std::string(route)},
                                     {"status", kStatuses[i] == 0 ? "other" : std::to_string(kStatuses[i])}});
  families.histogram("tarsach_http_request_duration_seconds",
                     "From the last byte of a request's head to its whole answer, before it is sent.");
  for (const auto& [route, counts] : all) families.add(counts.duration, {{"route", std::string(route)}});
  families.counter("tarsach_http_response_body_bytes_total", "Bytes of the bodies of answers.");
  for (const auto& [route, counts] : all) families.add(number(counts.bytes.value()), {{"route", std::string(route)}});
  families.counter("tarsach_slow_requests_total", "Requests that took longer than --slow-query.")
      .add(number(metrics.slow_requests.value()));
}

void add_admission(Families& families, const Metrics& metrics) {
  families.gauge("tarsach_open_connections", "Connections that are open.")
      .add(static_cast<double>(metrics.open_connections.value()))
      .counter("tarsach_connections_total", "Connections that were accepted.")
      .add(number(metrics.connections.value()))
      .gauge("tarsach_running_searches", "Searches that run.")
      .add(static_cast<double>(metrics.running_searches.value()))
      .gauge("tarsach_running_searches_limit", "Searches that may run at a time (--threads).")
      .add(static_cast<double>(metrics.most_running_searches.value()))
      .gauge("tarsach_waiting_searches", "Searches that wait for their turn.")
      .add(static_cast<double>(metrics.waiting_searches.value()))
      .gauge("tarsach_waiting_searches_limit", "Searches that may wait (--max-queue).")
      .add(static_cast<double>(metrics.most_waiting_searches.value()))
      .histogram("tarsach_search_wait_seconds", "How long searches waited for their turn, of those that got it.")
      .add(metrics.wait)
      .counter("tarsach_rejections_total", "Requests that were turned away, by reason.");
  for (std::size_t i = 0; i < kRejectionNames.size(); ++i)
    families.add(number(metrics.rejections.value(static_cast<Rejection>(i))),
                 {{"reason", std::string(kRejectionNames[i])}});
}

void add_searches(Families& families, const Metrics& metrics) {
  families.counter("tarsach_searches_total", "Searches that were answered, by whether they found anything.")
      .add(number(metrics.found.value()), {{"result", "found"}})
      .add(number(metrics.found_nothing.value()), {{"result", "none"}})
      .counter("tarsach_searches_with_remedies_total", "Searches that found nothing and were told what would.")
      .add(number(metrics.with_remedies.value()))
      .counter("tarsach_search_rewrites_total", "What was done with queries to understand them, by kind.");
  for (std::size_t i = 0; i < kRewriteKinds.size(); ++i)
    families.add(number(metrics.rewrites.value(i)), {{"kind", std::string(kRewriteKinds[i])}});
  families.histogram("tarsach_search_stage_duration_seconds",
                     "How long each stage of a search took; kept answers have none.");
  for (std::size_t i = 0; i < metrics.stages.size(); ++i)
    families.add(metrics.stages[i], {{"stage", std::string(query::kStageNames[i])}});
  families.add(metrics.write, {{"stage", "write"}})
      .counter("tarsach_suggestions_total", "Requests for suggestions, by whether there were any.")
      .add(number(metrics.suggested.value()), {{"result", "found"}})
      .add(number(metrics.suggested_nothing.value()), {{"result", "none"}});
}

void add_cache(Families& families, const Metrics& metrics) {
  families.counter("tarsach_cache_lookups_total", "Looks for an answer among those that are kept, by result.")
      .add(number(metrics.cache_hits.value()), {{"result", "hit"}})
      .add(number(metrics.cache_misses.value()), {{"result", "miss"}})
      .counter("tarsach_cache_evictions_total", "Kept answers that had to make room for others.")
      .add(number(metrics.cache_evictions.value()))
      .gauge("tarsach_cache_answers", "Answers that are kept.")
      .add(static_cast<double>(metrics.cached_answers.value()))
      .gauge("tarsach_cache_bytes", "Memory that they take.")
      .add(static_cast<double>(metrics.cached_bytes.value()))
      .gauge("tarsach_cache_bytes_limit", "Memory that they may take (--cache-size).")
      .add(static_cast<double>(metrics.most_cached_bytes.value()));
}

bool has(const std::vector<Degradation>& degraded, std::string_view reason) {
  return std::any_of(degraded.begin(), degraded.end(), [&](const Degradation& one) { return one.reason == reason; });
}

void add_index(Families& families, const Metrics& metrics, const Observation& seen) {
  const auto reloads = metrics.reloads.read();
  const auto& problem = seen.readiness.problem;
  const auto& degraded = seen.readiness.degraded;
  const auto& index = seen.readiness.index;
  const double built = seconds_since_1970(index.built_at);
  const double now = seconds_since_1970(seen.now);
  families.gauge("tarsach_ready", "1 if /health/readyz says ready, else 0.")
      .add(problem ? 0 : 1)
      .gauge("tarsach_degraded", "1 for each reason to look after a daemon that is ready, as /health/readyz tells.");
  for (const auto reason : kDegradations)
    families.add(has(degraded, reason) ? 1 : 0, {{"reason", std::string(reason)}});
  families.gauge("tarsach_index_generation", "Number of the generation that is served.")
      .add(number(index.generation))
      .gauge("tarsach_index_documents", "Articles in it.")
      .add(number(index.documents))
      .gauge("tarsach_index_shards", "Databases that it is spread over.")
      .add(number(index.shards))
      .gauge("tarsach_index_built_timestamp_seconds", "When it was built.")
      .add(built)
      .gauge("tarsach_index_age_seconds", "How long ago that was, by the daemon's clock.")
      .add(built > 0 ? now - built : 0)
      .counter("tarsach_index_reloads_total", "Attempts to serve a new generation, by result.")
      .add(number(reloads.successes), {{"result", "success"}})
      .add(number(reloads.failures), {{"result", "failure"}})
      .gauge("tarsach_index_last_check_timestamp_seconds", "When a new generation was last looked for.")
      .add(seconds_since_1970(reloads.last_look))
      .gauge("tarsach_index_check_age_seconds", "How long ago that was, by the daemon's clock.")
      .add(now - seconds_since_1970(reloads.last_look));
}

void add_process(Families& families, const ProcessReading& process) {
  families.gauge("process_resident_memory_bytes", "Memory that is in use.")
      .add(number(process.resident))
      .gauge("tarsach_resident_memory_bytes", "The same by kind: of its own, mapped files (the index), shared.")
      .add(number(process.resident_anonymous), {{"kind", "anonymous"}})
      .add(number(process.resident_file), {{"kind", "file"}})
      .add(number(process.resident_shared), {{"kind", "shared"}})
      .gauge("process_virtual_memory_bytes", "Addresses that are taken.")
      .add(number(process.virtual_size))
      .gauge("process_threads", "Threads.")
      .add(number(process.threads))
      .gauge("process_open_fds", "Open file descriptors.")
      .add(number(process.open_descriptors))
      .gauge("process_max_fds", "File descriptors that may be open.")
      .add(number(process.most_descriptors))
      .counter("process_cpu_seconds_total", "Processor time, user and system.")
      .add(process.cpu_seconds)
      .gauge("process_start_time_seconds", "When the process was started.")
      .add(process.start_time_seconds)
      .gauge("tarsach_build_info", "Always 1; the labels say which program this is.")
      .add(1, {{"version", std::string(version())},
               {"commit", std::string(commit())},
               {"schema", std::to_string(schema::kSchemaVersion)},
               {"analysis", std::to_string(query::analysis_version())}});
}

}  // namespace

std::string to_prometheus_text(const Metrics& metrics, const Observation& seen) {
  Families families;
  add_requests(families, metrics);
  add_admission(families, metrics);
  add_searches(families, metrics);
  add_cache(families, metrics);
  add_index(families, metrics, seen);
  families.counter("tarsach_log_lines_dropped_total", "Lines of the log that could not be written in time.")
      .add(number(seen.dropped_log_lines));
  add_process(families, seen.process);
  std::ostringstream text;
  text.imbue(std::locale::classic());
  prometheus::TextSerializer().Serialize(text, families.all());
  return text.str();
}

}  // namespace tarsach::searchd

// Reads the text format of Prometheus (0.0.4) as strictly as it is written down: what is not allowed is a fault that is
// named.  https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
//
//   const auto read = read_prometheus_text(body);
//   EXPECT_EQ(read.fault, "");
//   EXPECT_EQ(read.value("tarsach_searches_total", {{"result", "found"}}), 3);
#pragma once

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace tarsach::testing {

using PrometheusLabels = std::map<std::string, std::string>;

struct PrometheusSample {
  std::string name;
  PrometheusLabels labels;
  double value = 0;
};

struct PrometheusFamily {
  std::string name, help, type;
  std::vector<PrometheusSample> samples;

  /// Names of the labels of any sample, but a histogram's own.
  [[nodiscard]] std::set<std::string> label_names() const {
    std::set<std::string> names;
    for (const auto& sample : samples)
      for (const auto& [label, value] : sample.labels)
        if (label != "le") names.insert(label);
    return names;
  }
};

struct PrometheusText {
  std::vector<PrometheusFamily> families;
  std::string fault;  // the first one, with its line; empty: none

  [[nodiscard]] std::optional<double> value(std::string_view name, const PrometheusLabels& labels = {}) const {
    for (const auto& family : families)
      for (const auto& sample : family.samples)
        if (sample.name == name && sample.labels == labels) return sample.value;
    return std::nullopt;
  }
};

class PrometheusReader {
 public:
  explicit PrometheusReader(std::string_view text) : rest_(text) {}

  PrometheusText read() {
    if (!rest_.empty() && rest_.back() != '\n') fault("the last line has no end");
    while (!rest_.empty() && read_.fault.empty()) read_line();
    for (const auto& family : read_.families) check(family);
    return std::move(read_);
  }

 private:
  void fault(const std::string& what) {
    if (read_.fault.empty()) read_.fault = what + ": " + std::string(line_);
  }

  void read_line() {
    const auto end = std::min(rest_.find('\n'), rest_.size());
    line_ = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    if (line_.starts_with("# HELP ")) return read_help(line_.substr(7));
    if (line_.starts_with("# TYPE ")) return read_type(line_.substr(7));
    if (line_.empty() || line_.front() == '#') return fault("a line that says nothing");
    read_sample();
  }

  static bool is_name(std::string_view name, bool may_have_colon) {
    const auto fits = [&](char c) {
      return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || (may_have_colon && c == ':');
    };
    return !name.empty() && std::isdigit(static_cast<unsigned char>(name.front())) == 0 &&
           std::all_of(name.begin(), name.end(), fits);
  }

  void read_help(std::string_view text) {
    const auto space = text.find(' ');
    if (space == std::string_view::npos || space + 1 == text.size()) return fault("HELP without a text");
    const std::string name(text.substr(0, space));
    if (!is_name(name, true)) fault("not a name of a metric");
    if (!names_.insert(name).second) fault("a family told twice");
    read_.families.push_back({name, std::string(text.substr(space + 1)), "", {}});
  }

  void read_type(std::string_view text) {
    const auto space = text.find(' ');
    const auto type = text.substr(std::min(space, text.size() - 1) + 1);
    if (read_.families.empty() || text.substr(0, space) != read_.families.back().name) return fault("TYPE before HELP");
    if (type != "counter" && type != "gauge" && type != "histogram") return fault("a type that we do not use");
    if (!read_.families.back().type.empty()) return fault("a second TYPE");
    read_.families.back().type = type;
  }

  void read_sample() {
    PrometheusSample sample;
    std::string_view at = line_;
    const auto name_end = std::min(at.find_first_of("{ "), at.size());
    sample.name = at.substr(0, name_end);
    at.remove_prefix(name_end);
    if (!is_name(sample.name, true)) return fault("not a name of a metric");
    if (at.starts_with('{') && !read_labels(at, sample.labels)) return fault("labels");
    if (!at.starts_with(' ')) return fault("no value");
    at.remove_prefix(1);
    if (!read_value(at, sample.value)) return fault("not a number");
    if (read_.families.empty() || !belongs(sample)) return fault("a sample outside of its family");
    if (!series_.insert(key_of(sample)).second) return fault("a series told twice");
    read_.families.back().samples.push_back(std::move(sample));
  }

  static bool read_labels(std::string_view& at, PrometheusLabels& labels) {
    at.remove_prefix(1);
    while (!at.starts_with('}')) {
      const auto equals = at.find("=\"");
      if (equals == std::string_view::npos || !is_name(at.substr(0, equals), false)) return false;
      const std::string name(at.substr(0, equals));
      at.remove_prefix(equals + 2);
      std::string value;
      if (!read_quoted(at, value) || !labels.emplace(name, value).second) return false;
      if (at.starts_with(',')) at.remove_prefix(1);
    }
    at.remove_prefix(1);
    return true;
  }

  /// Up to and with the closing quote; \\, \" and \n are all that is escaped.
  static bool read_quoted(std::string_view& at, std::string& value) {
    while (!at.empty() && at.front() != '"') {
      char c = at.front();
      at.remove_prefix(1);
      if (c == '\\') {
        const auto escaped = std::string_view("\\\"n").find(at.empty() ? ' ' : at.front());
        if (escaped == std::string_view::npos) return false;
        c = "\\\"\n"[escaped];
        at.remove_prefix(1);
      }
      value += c;
    }
    if (at.empty()) return false;
    at.remove_prefix(1);
    return true;
  }

  static bool read_value(std::string_view text, double& value) {
    if (text == "+Inf" || text == "-Inf" || text == "NaN") return false;  // none of our numbers is one of these
    const std::string copy(text);
    char* end = nullptr;
    value = std::strtod(copy.c_str(), &end);
    return !copy.empty() && *end == '\0' && std::isspace(static_cast<unsigned char>(copy.front())) == 0;
  }

  bool belongs(const PrometheusSample& sample) const {
    const auto& family = read_.families.back();
    if (family.type != "histogram") return sample.name == family.name && !sample.labels.contains("le");
    if (sample.name == family.name + "_bucket") return sample.labels.contains("le");
    return (sample.name == family.name + "_sum" || sample.name == family.name + "_count") &&
           !sample.labels.contains("le");
  }

  static std::string key_of(const PrometheusSample& sample) {
    std::string key = sample.name;
    for (const auto& [label, value] : sample.labels) key += "\n" + label + "\n" + value;
    return key;
  }

  void check(const PrometheusFamily& family) {
    line_ = family.name;
    if (family.type.empty()) fault("no TYPE");
    if (family.samples.empty()) fault("no samples");
    if (family.type == "counter" && !family.name.ends_with("_total")) fault("a counter's name ends in _total");
    for (const auto& sample : family.samples)
      if (family.type == "counter" && sample.value < 0) fault("a counter below 0");
    if (family.type == "histogram") check_histograms(family);
  }

  struct Histogram {
    std::map<double, double> buckets;  // cumulative, by bound
    std::optional<double> sum, count;
  };

  void check_histograms(const PrometheusFamily& family) {
    std::map<PrometheusLabels, Histogram> histograms;
    for (const auto& sample : family.samples) {
      auto labels = sample.labels;
      const auto bound = labels.extract("le");
      auto& histogram = histograms[labels];
      if (sample.name.ends_with("_sum")) histogram.sum = sample.value;
      if (sample.name.ends_with("_count")) histogram.count = sample.value;
      if (!bound) continue;
      const bool is_open = bound.mapped() == "+Inf";
      const double most =
          is_open ? std::numeric_limits<double>::infinity() : std::strtod(bound.mapped().c_str(), nullptr);
      if (!histogram.buckets.empty() && histogram.buckets.rbegin()->first >= most) fault("bounds out of order");
      histogram.buckets[most] = sample.value;
    }
    for (const auto& [labels, histogram] : histograms) check(histogram);
  }

  void check(const Histogram& histogram) {
    if (!histogram.sum || !histogram.count) return fault("a histogram without sum or count");
    if (histogram.buckets.empty() || !std::isinf(histogram.buckets.rbegin()->first)) return fault("no bucket +Inf");
    double before = 0;
    for (const auto& [bound, count] : histogram.buckets) {
      if (count < before) fault("buckets that fall");
      before = count;
    }
    if (before != *histogram.count) fault("_count is not the bucket +Inf");
  }

  std::string_view rest_, line_;
  PrometheusText read_;
  std::set<std::string> names_, series_;
};

inline PrometheusText read_prometheus_text(std::string_view text) { return PrometheusReader(text).read(); }

}  // namespace tarsach::testing

#include "searchd/process.h"

#include <sys/resource.h>
#include <unistd.h>

#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <system_error>

namespace tarsach::searchd {
namespace {

namespace fs = std::filesystem;

/// "VmRSS:     1234 kB" and its like in /proc/self/status.
void read_status(ProcessReading& reading) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    std::istringstream words(line);
    std::string name;
    std::uint64_t number = 0;
    if (!(words >> name >> number)) continue;
    if (name == "VmRSS:") reading.resident = number * 1024;
    if (name == "RssAnon:") reading.resident_anonymous = number * 1024;
    if (name == "RssFile:") reading.resident_file = number * 1024;
    if (name == "RssShmem:") reading.resident_shared = number * 1024;
    if (name == "VmSize:") reading.virtual_size = number * 1024;
    if (name == "Threads:") reading.threads = number;
  }
}

/// Of this process, in clock ticks since the machine started: field 22 of /proc/self/stat, behind the name in
/// parentheses.
double start_in_ticks() {
  std::ifstream stat("/proc/self/stat");
  std::string text;
  std::getline(stat, text);
  std::istringstream fields(text.substr(text.rfind(')') + 1));
  std::string skipped;
  for (int field = 3; field < 22; ++field) fields >> skipped;
  double ticks = 0;
  fields >> ticks;
  return ticks;
}

double start_time() {
  timespec since_boot{}, since_1970{};
  clock_gettime(CLOCK_BOOTTIME, &since_boot);
  clock_gettime(CLOCK_REALTIME, &since_1970);
  const auto seconds = [](const timespec& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
  };
  return seconds(since_1970) - seconds(since_boot) + start_in_ticks() / static_cast<double>(sysconf(_SC_CLK_TCK));
}

std::uint64_t count_descriptors() {
  std::error_code error;
  std::uint64_t count = 0;
  for (auto at = fs::directory_iterator("/proc/self/fd", error); !error && at != fs::directory_iterator();
       at.increment(error))
    ++count;
  return count > 0 ? count - 1 : 0;  // without the one that this was read from
}

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

ProcessReading read_process() {
  static const double started = start_time();  // a clock that is set must not make it look like a restart
  ProcessReading reading;
  read_status(reading);
  reading.open_descriptors = count_descriptors();
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0) reading.most_descriptors = limit.rlim_cur;
  reading.cpu_seconds = cpu_seconds();
  reading.start_time_seconds = started;
  return reading;
}

}  // namespace tarsach::searchd

// The queue in front of the index: a few requests run, some wait for their turn, and whoever would wait too long is
// refused at the door, because late answers to everybody are worse than none to some.
//
//   Admission admission({.running = 2, .waiting = 64}, metrics);
//   if (auto refused = admission.offer(std::move(job), now)) …503 to *refused…          // the reactor; never waits
//   while (auto turn = admission.next()) …answer turn->job()…                           // a worker
//   admission.abandon(connection);                                                      // its client has left
//
// A newcomer is refused when the work before it would take longer than workload.h allows, and at the latest when
// `waiting` do so. One client's crowd does not keep others out: whoever finds no place takes that of the client that
// has the most in the queue, if it has at least two more.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "searchd/job.h"
#include "searchd/workload.h"

namespace tarsach::searchd {

struct AdmissionLimits {
  std::size_t running = 2;
  std::size_t waiting = 64;
};

/// Any thread.
class Admission {
 public:
  using Clock = Workload::Clock;

  /// A job whose time has come; ends with its worker's work on it.
  class Turn {
   public:
    Turn(Admission& from, Job&& job, Clock::time_point begun, bool late);
    ~Turn();
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

    [[nodiscard]] Job& job() { return job_; }
    /// It has waited longer than is allowed by now: to be refused, not to be worked on.
    [[nodiscard]] bool is_late() const { return late_; }

   private:
    friend class Admission;
    Admission& from_;
    Job job_;
    Clock::time_point begun_;
    bool late_;
    std::atomic<bool> abandoned_ = false;
  };

  /// `metrics` must outlive it.
  Admission(const AdmissionLimits& limits, Metrics& metrics);

  /// Lets the job in, or gives back the one that has to be refused: this one, or another that made room for it.
  [[nodiscard]] std::optional<Job> offer(Job&& job, Clock::time_point now);
  /// Nobody reads the answer: the job is taken out of the queue; if it runs, its search ends at the next look at its
  /// deadline. False if there is none of this connection.
  bool abandon(ConnectionId connection);
  /// Waits for a job; nothing when the queue is closed and empty.
  [[nodiscard]] std::unique_ptr<Turn> next();
  void close();

  /// workload.h
  [[nodiscard]] double load() const;
  /// Whether any job has been worked on for longer than this.
  [[nodiscard]] bool is_stuck(Clock::duration longest) const;

 private:
  void finish(const Turn& turn);
  void count();
  [[nodiscard]] bool is_full() const;
  [[nodiscard]] std::optional<Job> make_room_for(const Job& job);

  const AdmissionLimits limits_;
  Metrics& metrics_;
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  Workload workload_;
  std::deque<Job> waiting_;
  std::vector<Turn*> running_;
  bool closed_ = false;
};

}  // namespace tarsach::searchd

// One answer, made by hand, that the tests of all output formats print.
#pragma once

#include "query/explanation.h"
#include "query/request.h"
#include "query/similar.h"

namespace tarsach::query {

inline Request sample_request() {
  Request request;
  request.query = "клъстер - варна";
  request.offset = 10;
  request.limit = 2;
  return request;
}

inline Hit sample_hit() {
  Hit hit;
  hit.id = "varna 2018/07";
  hit.url = "https://example.org/a?b=1&c=2";
  hit.source = "Пример";
  hit.author = "Иван Петров";
  hit.title = "Регионална клъстерна среща";
  hit.body = "Първи абзац.\n\nВтори абзац.";
  hit.language = "bg";
  hit.date = {2018, 7, 5};
  hit.events = {{"varna-2018", {"Варна 2018", "Varna 2018"}}};
  hit.topics = {{"funding", {"Финансиране", "Funding"}}, {"unlisted", {}}};
  hit.formatted_title = "Регионална <mark>клъстерна</mark> среща";
  hit.formatted_body = "… „<mark>Клъстерът</mark>“ &amp; градът &lt;Варна&gt; …";
  hit.score = 12.3456789;
  return hit;
}

/// A hit of which almost nothing is known, and what is known is hostile: a control sequence and a broken byte.
inline Hit hostile_hit() {
  Hit hit;
  hit.id = "bad";
  hit.title = "\033[2J\tизчистен\xff екран";
  hit.formatted_body = "<mark>\033]0;window\007</mark>";
  hit.language = "und";
  return hit;
}

inline Request sample_grouped_request() {
  Request request = sample_request();
  request.group = Group::kEvent;
  return request;
}

inline Response sample_response() {
  Response response;
  response.interpretation = {"клъстер варна", {{"taken_as_words", "-", ""}, {"new_kind", "а", "б"}}};
  response.hits = {sample_hit(), hostile_hit()};
  response.total = 13;
  response.facets = {{schema::Field::kEvent, {{"varna-2018", {"Варна 2018", "Varna 2018"}, 7, true}}, 1},
                     {schema::Field::kYear, {{"2018", {}, 9, false}, {"2017", {}, 4, false}}, 5},
                     {schema::Field::kTopic, {}, 0}};
  response.index = {42, 100, "2024-01-02T03:04:05Z"};
  response.milliseconds = 0.91234;
  return response;
}

inline Similar sample_similar() {
  Hit other = hostile_hit();
  other.language = "en";
  return {.same_language = {sample_hit()}, .other_language = {other}, .index = {42, 100, "2024-01-02T03:04:05Z"}};
}

inline Explanation sample_explanation() {
  Explanation explanation;
  explanation.query = "нови клъстери";
  explanation.tokens = "word(нови) word(клъстери)";
  explanation.tree = "(group (word нови) (word клъстери))";
  explanation.interpretation = sample_response().interpretation;
  explanation.plan = "(all (words нов|нова) (words клъстер))";
  explanation.words = {{.terms = {"нов", "нова", "в", "г", "д"}, .documents = 20, .titles = 3, .stop_word = true},
                       {.terms = {"клъстер"}, .documents = 7, .titles = 1, .whole = true}};
  explanation.matches = 5;
  explanation.filtered = 2;
  explanation.hits = {{.hit = sample_hit(),
                       .words = {{0, 0.5}, {1, 2.25}},
                       .closeness = {.neighbours = 1, .passage = 0.5, .beginning = 0, .title = 0.25, .boost = 3.875}},
                      {.hit = hostile_hit(), .words = {{1, 0.125}}, .closeness = {}}};
  explanation.index = {42, 100, "2024-01-02T03:04:05Z"};
  return explanation;
}

/// The same hits as entries: one event with more articles than are shown, and an article about none.
inline Response sample_groups() {
  Response response = sample_response();
  response.hits.clear();
  response.groups = {{sample_hit().events.front(), 12, {sample_hit(), hostile_hit()}}, {{}, 1, {hostile_hit()}}};
  response.total_groups = 5;
  return response;
}

}  // namespace tarsach::query

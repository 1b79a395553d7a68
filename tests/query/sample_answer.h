// One answer, made by hand, that the tests of all output formats print.
#pragma once

#include "query/request.h"

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

}  // namespace tarsach::query

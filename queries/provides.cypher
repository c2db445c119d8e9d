/*
title: What is provided, how much, for how long and to what end
description: >
  What an actor gives, will give or has promised, with amounts and times. The purpose is what the thing given is itself
  said to seek, support or strengthen.
parameters:
  by: {type: entity, help: who provides}
  to: {type: entity, help: to whom}
  topic: {type: topic, help: what}
  since: {type: date, help: said then or later}
  until: {type: date, edge: end, help: said then or before}
columns:
  purpose: what it is said to seek, support or strengthen
  time: when or how long, in the article's words
example: kg query provides --to Ukraine
*/
MATCH (c:Claim)-[:SUBJECT]->(s:Entity)
WHERE c.predicate IN ['PROVIDES', 'PROMISES'] AND c.polarity = 'affirmed' AND c.modality <> 'possible' AND c.status <> 'rejected'
  AND ($by IS NULL OR s.id IN $by)
  AND ($to IS NULL OR EXISTS { MATCH (c)-[:ADDRESSEE]->(e:Entity) WHERE e.id IN $to })
  AND ($topic IS NULL OR EXISTS { MATCH (c)-[:OBJECT]->(e:Entity) WHERE e.id IN $topic })
  AND ($since IS NULL OR c.said_on + '~' >= $since) AND ($until IS NULL OR c.said_on <= $until)
OPTIONAL MATCH (c)-[:OBJECT]->(o:Entity)
WITH o, collect(c) AS claims
// what the thing is for is gathered once
CALL (o) {
  MATCH (o)<-[:SUBJECT]-(p:Claim)-[:OBJECT]->(g:Entity)
  WHERE p.predicate IN ['SEEKS', 'STRENGTHENS', 'SUPPORTS'] AND p.polarity = 'affirmed' AND p.status <> 'rejected'
  WITH DISTINCT g.name AS name ORDER BY name
  RETURN collect(name) AS purpose
}
UNWIND claims AS c
MATCH (c)-[:SUBJECT]->(s:Entity)
MATCH (c)-[:IN]->(a:Article)
OPTIONAL MATCH (c)-[:ADDRESSEE]->(t:Entity)
OPTIONAL MATCH (c)-[:STATED_BY]->(w:Entity)
WITH c, s, o, t, w, a, purpose ORDER BY a.id, c.id
WITH a.sha256 AS text, c.start AS start, c.end AS end, c.said_on AS said_on, s.name AS subject, c.predicate AS relation,
     coalesce(o.name, c.object_value + coalesce(' ' + c.object_unit, '')) AS object, t.name AS addressee,
     c.modality AS modality, c.amount + coalesce(' ' + c.amount_unit, '') AS amount, c.time_text AS time,
     c.time_start AS time_start, c.time_end AS time_end, c.qualifier AS qualifier, w.name AS stated_by, c.quote AS quote,
     head(collect(purpose)) AS purpose, head(collect(coalesce(a.title, a.id))) AS title, collect(a.id) AS sources,
     collect(coalesce(a.url, a.location)) AS urls, min(c.id) AS claim
RETURN said_on, subject, relation, object, addressee, modality, amount, time, time_start, time_end, purpose, qualifier,
       stated_by, quote, title, sources, urls, claim
ORDER BY coalesce(said_on, ''), title, start, end, claim

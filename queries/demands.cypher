/*
title: Demands and the answers they got
description: >
  Each demand, and what others said on the same matter, its narrower or its broader topics: refusals, promises, support.
  One row for each kind of answer that somebody gives, with the first words of it; a demand without any has one row.
parameters:
  by: {type: entity, help: who demands}
  to: {type: entity, help: of whom it is demanded}
  topic: {type: topic, help: what is demanded}
  since: {type: date, help: demanded then or later}
  until: {type: date, edge: end, help: demanded then or before}
  most: {type: number, default: 20, help: "list at most so many answers to a demand, the earliest"}
columns:
  answered_by: who answers
  from_addressee: whether the one it was demanded of answers, or who acted for it when it was said
  answer: the relation of the answer
  answers: how often it is given, a text in two places counted once
example: kg query demands --by Ukraine
*/
MATCH (d:Claim)-[:SUBJECT]->(s:Entity)
WHERE d.predicate = 'DEMANDS' AND d.polarity = 'affirmed' AND d.status <> 'rejected'
  AND ($by IS NULL OR s.id IN $by)
  AND ($to IS NULL OR EXISTS { MATCH (d)-[:ADDRESSEE]->(e:Entity) WHERE e.id IN $to })
  AND ($topic IS NULL OR EXISTS { MATCH (d)-[:OBJECT]->(e:Entity) WHERE e.id IN $topic })
  AND ($since IS NULL OR d.said_on + '~' >= $since) AND ($until IS NULL OR d.said_on <= $until)
OPTIONAL MATCH (d)-[:OBJECT]->(o:Entity)
WITH o, collect(d) AS demands
// the answers to all demands for one thing are gathered once
CALL (o) {
  UNWIND coalesce($kin[o.id], [o.id]) AS kin
  MATCH (k:Entity {id: kin})<-[:OBJECT]-(r:Claim)-[:SUBJECT]->(x:Entity)
  WHERE r.status <> 'rejected' AND r.predicate IN ['REFUSES', 'PROMISES', 'PROVIDES', 'AGREES_ON', 'SUPPORTS', 'OPPOSES']
  MATCH (r)-[:IN]->(b:Article)
  // whom x acted for on that day; an answer without a day is that of all whom x ever acted for
  WITH k, x, r, b, [f IN coalesce($acts_for[x.id], [])
                    WHERE coalesce(f.since <= r.said_on + '~' AND r.said_on <= f.until, true) | f.id] AS wholes
       ORDER BY coalesce(r.said_on, ''), b.id, r.id
  WITH k, x, wholes, r.predicate AS answer, r.polarity AS polarity, r.modality AS modality,
       count(DISTINCT b.sha256 + ' ' + toString(r.start)) AS times, min(r.said_on) AS said_on,
       head(collect(r.quote)) AS quote, head(collect(coalesce(b.title, b.id))) AS title,
       collect(DISTINCT b.id) AS sources, head(collect(r.id)) AS claim
  ORDER BY coalesce(said_on, ''), claim
  RETURN collect({id: x.id, wholes: wholes, name: x.name, answer: answer, polarity: polarity, modality: modality, object: k.name,
                  times: times, said_on: said_on, quote: quote, title: title, sources: sources, claim: claim})[..$most + 20] AS answers
}
UNWIND demands AS d
MATCH (d)-[:SUBJECT]->(s:Entity)
MATCH (d)-[:IN]->(a:Article)
OPTIONAL MATCH (d)-[:ADDRESSEE]->(t:Entity)
WITH d, s, o, t, a, [r IN answers WHERE r.id <> s.id AND NOT s.id IN r.wholes][..$most] AS answers
     ORDER BY a.id, d.id
WITH a.sha256 AS text, d.start AS start, d.said_on AS said_on, d.quote AS quote, s, t,
     coalesce(o.name, d.object_value + coalesce(' ' + d.object_unit, '')) AS object,
     head(collect(answers)) AS answers, head(collect(coalesce(a.title, a.id))) AS title, collect(a.id) AS sources,
     collect(coalesce(a.url, a.location)) AS urls, min(d.id) AS claim
UNWIND CASE WHEN size(answers) = 0 THEN [null] ELSE answers END AS r
RETURN said_on, s.name AS subject, object, t.name AS addressee, r.name AS answered_by, r.answer AS answer,
       r.polarity AS answer_polarity, r.modality AS answer_modality,
       r.id = t.id OR t.id IN r.wholes AS from_addressee, r.object AS answer_object,
       r.times AS answers, r.said_on AS answer_said_on, quote, r.quote AS answer_quote, title, sources, urls, claim,
       r.title AS answer_title, r.sources AS answer_sources, r.claim AS answer_claim
ORDER BY coalesce(said_on, ''), title, start, claim, coalesce(answer_said_on, ''), answer_claim

/*
title: Demands and the answers they got
description: >
  Each demand, and what others said on the same matter, its narrower or its broader topics: refusals, promises, support.
  One row for each answer; a demand without one has one row.
parameters:
  by: {type: entity, help: who demands}
  to: {type: entity, help: of whom it is demanded}
  topic: {type: topic, help: what is demanded}
  since: {type: date, help: demanded then or later}
  until: {type: date, edge: end, help: demanded then or before}
columns:
  answered_by: who answers
  from_addressee: whether the one it was demanded of answers, or who acts for it
  answer: the relation of the answer
example: kg query demands --by Ukraine
*/
MATCH (d:Claim)-[:SUBJECT]->(s:Entity)
WHERE d.predicate = 'DEMANDS' AND d.polarity = 'affirmed' AND d.status <> 'rejected'
  AND ($by IS NULL OR s.id IN $by)
  AND ($to IS NULL OR EXISTS { MATCH (d)-[:ADDRESSEE]->(e:Entity) WHERE e.id IN $to })
  AND ($topic IS NULL OR EXISTS { MATCH (d)-[:OBJECT]->(e:Entity) WHERE e.id IN $topic })
  AND ($since IS NULL OR d.said_on >= $since) AND ($until IS NULL OR d.said_on <= $until)
MATCH (d)-[:IN]->(a:Article)
OPTIONAL MATCH (d)-[:OBJECT]->(o:Entity)
OPTIONAL MATCH (d)-[:ADDRESSEE]->(t:Entity)
WITH d, s, o, t, a ORDER BY a.id, d.id
WITH a.sha256 AS text, d.start AS start, d.said_on AS said_on, d.quote AS quote, d.polarity AS polarity,
     s, o, t, coalesce(o.name, d.object_value + coalesce(' ' + d.object_unit, '')) AS object,
     head(collect(coalesce(a.title, a.id))) AS title, collect(a.id) AS sources, min(d.id) AS claim
UNWIND coalesce($kin[o.id], [coalesce(o.id, '')]) AS kin
OPTIONAL MATCH (k:Entity {id: kin})<-[:OBJECT]-(r:Claim)
WHERE r.status <> 'rejected' AND r.predicate IN ['REFUSES', 'PROMISES', 'PROVIDES', 'AGREES_ON', 'SUPPORTS', 'OPPOSES']
OPTIONAL MATCH (r)-[:SUBJECT]->(x:Entity) WHERE x.id <> s.id AND NOT x.id IN coalesce($acting[s.id], [])
OPTIONAL MATCH (r)-[:IN]->(b:Article)
WITH said_on, s, object, t, quote, title, sources, claim, start, k, r, x, b ORDER BY b.id, r.id
WITH said_on, s, object, t, quote, title, sources, claim, start, b.sha256 AS answer_text, r.start AS answer_start,
     r.said_on AS answer_said_on, x, r.predicate AS answer, r.polarity AS answer_polarity, r.modality AS answer_modality,
     k.name AS answer_object, r.quote AS answer_quote,
     head(collect(coalesce(b.title, b.id))) AS answer_title, collect(b.id) AS answer_sources, min(r.id) AS answer_claim
WITH said_on, s, object, t, quote, title, sources, claim, start,
     collect(CASE WHEN x IS NULL THEN null ELSE
       {said_on: answer_said_on, by: x.name, direct: x.id = t.id OR x.id IN coalesce($acting[t.id], []), answer: answer, polarity: answer_polarity,
        modality: answer_modality, object: answer_object, quote: answer_quote, title: answer_title,
        sources: answer_sources, claim: answer_claim} END) AS answers
UNWIND CASE WHEN size(answers) = 0 THEN [null] ELSE answers END AS r
RETURN said_on, s.name AS subject, object, t.name AS addressee, r.by AS answered_by, r.answer AS answer,
       r.polarity AS answer_polarity, r.modality AS answer_modality, r.direct AS from_addressee, r.object AS answer_object,
       r.said_on AS answer_said_on, quote, r.quote AS answer_quote, title, sources, claim,
       r.title AS answer_title, r.sources AS answer_sources, r.claim AS answer_claim
ORDER BY coalesce(said_on, ''), title, start, claim, coalesce(answer_said_on, ''), answer_claim

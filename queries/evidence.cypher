/*
title: A claim in its paragraph
description: The words that prove a claim, with the paragraph they stand in, who wrote it, and where it is to be read.
parameters:
  claim: {type: claim, required: true, help: "the claim's id, as other presets give it"}
example: kg query evidence --claim c-2f9c1b0a77d1
*/
MATCH (c:Claim {id: $claim})-[:SUBJECT]->(s:Entity)
WHERE c.status <> 'rejected'
MATCH (c)-[:IN]->(a:Article)
OPTIONAL MATCH (c)-[:OBJECT]->(o:Entity)
OPTIONAL MATCH (c)-[:ADDRESSEE]->(t:Entity)
OPTIONAL MATCH (c)-[:STATED_BY]->(w:Entity)
OPTIONAL MATCH (a)-[:HAS]->(p:Paragraph) WHERE p.start <= c.start AND c.start < p.end
RETURN s.name AS subject, c.predicate AS relation,
       coalesce(o.name, c.object_value + coalesce(' ' + c.object_unit, '')) AS object, t.name AS addressee,
       c.polarity AS polarity, c.modality AS modality, w.name AS stated_by, c.said_on AS said_on,
       c.time_text AS time, c.time_start AS time_start, c.time_end AS time_end, c.qualifier AS qualifier,
       c.quote AS quote, trim(p.text) AS paragraph, c.start AS start, c.end AS end, c.confidence AS confidence,
       c.extractor AS extractor, c.rule AS rule, c.status AS status, a.title AS title, a.outlet AS outlet, a.author AS author,
       a.published AS published, a.id AS article, coalesce(a.url, a.location) AS url, c.id AS claim

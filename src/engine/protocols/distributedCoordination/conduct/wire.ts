/**
 * What it is: what a message says in a few words, and its size: eight bytes of header, four for each number.
 * Cost: words are made only for runs that are recorded.
 */

import type { DistributedMessage } from './messages.ts';
import { sayEntry } from '../raft/log.ts';

const HEADER = 8;
const WORD = 4;
const TABLE_ROW = 5;

/** A message's content in a few words. */
export function detailOf(message: DistributedMessage): string {
  switch (message.kind) {
    case 'ping':
    case 'ack':
      return `#${message.number}${sayNews(message.news)}`;
    case 'pingReq':
      return `#${message.number} m${message.target}${sayNews(message.news)}`;
    case 'sync':
      return `${message.status.length} members${message.isReply ? ' back' : ''}`;
    case 'requestVote':
      return `t${message.term}${message.isPreVote ? '?' : ''} last ${message.lastIndex}:${message.lastTerm}`;
    case 'vote':
      return `t${message.term}${message.isPreVote ? '?' : ''} ${message.isGranted ? 'yes' : 'no'}`;
    case 'append': {
      const [first] = message.entries;
      const what = first === undefined ? '' : ` +${message.entries.length} ${sayEntry(first)}`;
      return `t${message.term} after ${message.previous}${what} c${message.commit}`;
    }
    case 'appended':
      return `t${message.term} ${message.isTaken ? 'up to' : 'not after'} ${message.match}`;
    case 'snapshot':
      return `t${message.term} up to ${message.snapshot.index}`;
    default:
      return detailOfRegions(message);
  }
}

function detailOfRegions(
  message: Exclude<
    DistributedMessage,
    {
      kind:
        | 'ping'
        | 'ack'
        | 'pingReq'
        | 'sync'
        | 'requestVote'
        | 'vote'
        | 'append'
        | 'appended'
        | 'snapshot';
    }
  >,
): string {
  switch (message.kind) {
    case 'leads':
      return `r${message.region} t${message.term}`;
    case 'elsewhere':
      return `r${message.region} m${message.leader}`;
    case 'presiding':
      return `b${message.ballot} learned ${message.learned}`;
    case 'prepare':
      return `b${message.ballot} from ${message.from}`;
    case 'promised':
      return `r${message.region} b${message.ballot} ${message.accepted.length / 3} accepted`;
    case 'accept':
      return `b${message.ballot} s${message.slot} c${message.command}`;
    case 'accepted':
      return `r${message.region} b${message.ballot} s${message.slot}`;
    case 'refused':
      return `r${message.region} promised b${message.ballot}`;
    case 'forward':
      return `r${message.region} c${message.commands.join(' c')}`;
    case 'catchUp':
      return `r${message.region} from ${message.from}`;
    case 'decided':
      return `s${message.decided[0] ?? ''} and ${Math.max(0, message.decided.length / 2 - 1)} more`;
    case 'place':
    case 'release':
    case 'placed':
    case 'released':
      return `task ${message.tasks[0] ?? ''} and ${Math.max(0, message.tasks.length / 2 - 1)} more`;
    case 'submit':
      return `c${message.command}`;
    case 'settled':
      return `c${message.command} s${message.slot}`;
    case 'report':
      return `r${message.region} ${message.settled} settled`;
    case 'survey':
      return '';
    case 'census':
      return `${message.alive} alive ${message.dead} dead`;
  }
}

function sayNews(news: readonly number[]): string {
  return news.length === 0 ? '' : ` ${news.length / 2} news`;
}

/** Size on the wire in bytes. */
export function bytesOf(message: DistributedMessage): number {
  switch (message.kind) {
    case 'ping':
    case 'ack':
      return HEADER + WORD * (1 + message.news.length);
    case 'pingReq':
      return HEADER + WORD * (2 + message.news.length);
    case 'sync':
      return HEADER + TABLE_ROW * message.status.length;
    case 'append':
      return HEADER + WORD * (5 + 5 * message.entries.length);
    case 'snapshot':
      return HEADER + WORD * (4 + 3 * message.snapshot.image.decided.size);
    case 'promised':
      return HEADER + WORD * (2 + message.accepted.length + message.decided.length);
    case 'forward':
      return HEADER + WORD * (1 + message.commands.length);
    case 'decided':
      return HEADER + WORD * (1 + message.decided.length);
    case 'place':
    case 'release':
    case 'placed':
    case 'released':
      return HEADER + WORD * message.tasks.length;
    default:
      return HEADER + WORD * 5;
  }
}

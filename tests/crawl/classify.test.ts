import { expect, test } from 'vitest';
import { classify } from '../../src/crawl/classify.js';

const code = (html: string): string | undefined => {
  const content = Buffer.from(html);
  return classify({ uri: 'http://www.qs.gov.cn/nb/t20230118_1.html', status: 200, statusText: '', headers: [], body: content }, content, true)?.code;
};

const page = (title: string, body: string): string => `<html><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>`;
const LINKS = '<a href="/x">首页导航栏目</a>'.repeat(90);
const CHAPTERS = '一、总体情况 二、主动公开政府信息情况 三、收到和处理政府信息公开申请情况 '.repeat(20);

test.each([
  ['404', '<img src="404.png"><p>页面走丢了</p>'],
  ['404错误', LINKS],
  ['青石县', `${LINKS}您访问的页面不存在或已被删除`],
  ['出错了', '<a href="/">返回首页</a>抱歉，您要查看的信息不存在'],
  ['青石县', `${LINKS}404 Not Found`],
])('a page under the title %s that is not there is known by its words, however many links stand beside them', (title, body) => expect(code(page(title, body))).toBe('soft404'));

test.each([
  ['青石县2022年年报', `${CHAPTERS}您访问的栏目已被删除404次`],
  ['404', CHAPTERS],
  ['关于青政办〔2019〕404号文件的说明', LINKS],
  ['共收到申请4041件', LINKS],
])('a report, or a page with the number in another sense, under the title %s is left as it is', (title, body) => expect(code(page(title, body))).toBeUndefined());
